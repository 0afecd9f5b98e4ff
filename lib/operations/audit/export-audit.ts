import { failed, ok, type Result } from "@/lib/base/result";
import { writeAudit } from "@/lib/db/audit";
import { db } from "@/lib/db/client";
import type { AuditEntry } from "@/lib/db/generated/client";
import { Prisma } from "@/lib/db/generated/client";
import { type AuditNarrowing, narrowAudit } from "@/lib/db/narrow-audit";
import { inTransaction } from "@/lib/db/transaction";
import { type Actor, may } from "@/lib/domain/access/actor";
import { type Denial, denial } from "@/lib/domain/access/denial";
import type { AuditLine } from "@/lib/domain/audit/chain";
import { recordOf } from "./record-of";
import { sealAudit } from "./seal-audit";

/** Line after line, as it is read: the whole is never held. */
export type AuditLines = AsyncGenerator<AuditLine, void, undefined>;

const PAGE_ROWS = 2_000;

/**
 * Exactly what the page shows, in the order of the chain. Without narrowing it is the whole trail, which anybody can check. That it was
 * taken is on record, and sealed, before the first line is handed over.
 */
export async function exportAudit(actor: Actor, narrowing: AuditNarrowing): Promise<Result<AuditLines, Denial>> {
  if (!may(actor, "audit.view")) return failed(denial("forbidden"));
  const { merchantId } = actor;
  const { show, personId } = narrowing;
  await inTransaction((tx) =>
    writeAudit(tx, {
      actor,
      event: "audit.exported",
      subject: { kind: "merchant", id: merchantId },
      details: { show, ...(personId ? { personId } : {}) },
    }),
  );
  await sealAudit();
  return ok(linesOf(merchantId, narrowing));
}

type Row = Omit<AuditEntry, "details"> & { readonly details: AuditEntry["details"]; readonly sequence: bigint; readonly hash: Uint8Array };

async function* linesOf(merchantId: string, narrowing: AuditNarrowing): AuditLines {
  const where = narrowAudit(merchantId, narrowing);
  for (let after = 0n; ; ) {
    const rows = await db().$queryRaw<Row[]>`
      SELECT e.*, l."sequence", l."hash" FROM "audit_link" l JOIN "audit_entry" e ON e."id" = l."entryId"
      WHERE l."merchantId" = ${merchantId} AND l."sequence" > ${after} AND ${where}
      ORDER BY l."sequence" LIMIT ${Prisma.sql`${PAGE_ROWS}`}`;
    for (const { sequence, hash, ...entry } of rows) {
      yield { sequence: Number(sequence), hash: Buffer.from(hash).toString("hex"), entry: recordOf(entry) };
    }
    const last = rows.at(-1);
    if (!last || rows.length < PAGE_ROWS) return;
    after = last.sequence;
  }
}
