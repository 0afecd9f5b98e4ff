import { failed, ok, type Result } from "@/lib/base/result";
import { writeAudit } from "@/lib/db/audit";
import { db } from "@/lib/db/client";
import { inTransaction } from "@/lib/db/transaction";
import { type Actor, may } from "@/lib/domain/access/actor";
import { type Denial, denial } from "@/lib/domain/access/denial";
import { type FileKind, isFileKind } from "@/lib/domain/attachment/file-kind";
import { readPaper } from "./paper-store";

export type Paper = { readonly name: string; readonly kind: FileKind; readonly bytes: Uint8Array<ArrayBuffer> };

/** Hands out a paper of a payout, which is written down: papers may say more of people than the payout does. */
export async function openPaper(actor: Actor, wish: { payoutId: string; attachmentId: string }): Promise<Result<Paper, Denial>> {
  if (!may(actor, "payout.view")) return failed(denial("forbidden"));
  const { payoutId, attachmentId } = wish;
  const row = await db().attachment.findFirst({
    where: { id: attachmentId, payoutId, merchantId: actor.merchantId },
    include: { payout: { select: { number: true } } },
  });
  if (!row || !isFileKind(row.kind)) return failed(denial("notFound"));
  const bytes = await readPaper(row.sha256);
  if (!bytes) return failed(denial("notFound", "The paper itself is not on this machine, or is no longer what it was. Its entry stays."));
  await inTransaction((tx) =>
    writeAudit(tx, {
      actor,
      event: "payout.paperOpened",
      subject: { kind: "payout", id: payoutId },
      details: { number: row.payout.number, attachmentId, name: row.name },
    }),
  );
  return ok({ name: row.name, kind: row.kind, bytes });
}
