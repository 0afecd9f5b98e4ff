import { currentTime } from "@/lib/base/clock";
import { newId } from "@/lib/base/id";
import { failed, ok, type Result } from "@/lib/base/result";
import { writeAudit } from "@/lib/db/audit";
import { db } from "@/lib/db/client";
import { inTransaction } from "@/lib/db/transaction";
import { type Actor, may } from "@/lib/domain/access/actor";
import { type Denial, denial } from "@/lib/domain/access/denial";
import { cleanFileName, fileKindOf, MOST_ATTACHMENT_BYTES, MOST_ATTACHMENTS } from "@/lib/domain/attachment/file-kind";
import { lockPayout } from "@/lib/operations/payouts/lock-payout";
import { keepPaper } from "./paper-store";

export type AttachPaper = { readonly payoutId: string; readonly name: string; readonly bytes: Uint8Array };

/**
 * Adds a paper to a payout: an invoice, a contract, a picture of either. What it is is told by its bytes and not by its name. It can be
 * added at any time and never taken away, so that whoever looks later sees what the checkers saw.
 */
export async function attachPaper(actor: Actor, { payoutId, name, bytes }: AttachPaper): Promise<Result<{ attachmentId: string }, Denial>> {
  if (actor.kind !== "person" || !may(actor, "payout.attach")) return failed(denial("forbidden"));
  const { merchantId } = actor;
  if (!(await db().payout.findFirst({ where: { id: payoutId, merchantId }, select: { id: true } }))) return failed(denial("notFound"));
  const kind = fileKindOf(bytes);
  if (kind === null) return refuse("Attach a PDF, a PNG or a JPEG. What a file is is told by what is in it, not by its name.");
  if (bytes.byteLength > MOST_ATTACHMENT_BYTES) return refuse("A paper has at most 10 MB.");

  const sha256 = await keepPaper(bytes);
  return inTransaction(async (tx) => {
    const payout = await lockPayout(tx, { payoutId, merchantId });
    if (!payout) return failed(denial("notFound"));
    const there = await tx.attachment.findMany({ where: { payoutId }, select: { id: true, sha256: true } });
    const known = there.find((one) => one.sha256 === sha256);
    if (known) return ok({ attachmentId: known.id });
    if (there.length >= MOST_ATTACHMENTS) return refuse(`A payout has at most ${MOST_ATTACHMENTS} papers.`);
    const attachmentId = newId("attachment");
    const facts = { name: cleanFileName(name, kind), kind, bytes: bytes.byteLength, sha256 };
    const by = { addedById: actor.personId, addedByName: actor.name, at: currentTime() };
    await tx.attachment.create({ data: { id: attachmentId, merchantId, payoutId, ...facts, ...by } });
    const subject = { kind: "payout", id: payoutId } as const;
    await writeAudit(tx, { actor, event: "payout.paperAdded", subject, details: { number: payout.number, attachmentId, ...facts } });
    return ok({ attachmentId });
  });
}

function refuse(sentence: string): Result<never, Denial> {
  return failed(denial("invalidInput", sentence, { paper: [sentence] }));
}
