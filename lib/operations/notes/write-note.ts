import { currentTime } from "@/lib/base/clock";
import { newId } from "@/lib/base/id";
import { failed, ok, type Result } from "@/lib/base/result";
import { writeAudit } from "@/lib/db/audit";
import { inTransaction } from "@/lib/db/transaction";
import { type Actor, may } from "@/lib/domain/access/actor";
import { type Denial, denial } from "@/lib/domain/access/denial";
import type { WriteNote } from "@/lib/domain/note/schema";
import { readMentions, strangerInNote, tellMentioned } from "./mentions-in-note";

/**
 * Writes a note on a payout, in whatever state it is. Whoever it speaks of gets it by mail and finds it on their overview until they have
 * opened the payout; it can speak only of people who may see the payout.
 */
export async function writeNote(actor: Actor, { payoutId, text }: WriteNote): Promise<Result<{ noteId: string }, Denial>> {
  if (actor.kind !== "person" || !may(actor, "payout.note")) return failed(denial("forbidden"));
  const { merchantId, personId: authorId, name: authorName } = actor;
  return inTransaction(async (tx) => {
    const payout = await tx.payout.findFirst({
      where: { id: payoutId, merchantId },
      select: { id: true, number: true, receiverName: true },
    });
    if (!payout) return failed(denial("notFound"));
    const mentions = await readMentions(tx, actor, text);
    if (!mentions) return failed(strangerInNote());
    const note = { noteId: newId("payoutNote"), at: currentTime() };
    const facts = { merchantId, payoutId, authorId, authorName, at: note.at };
    await tx.payoutNote.create({ data: { id: note.noteId, kind: "note", text, ...facts } });
    const details = { number: payout.number, noteId: note.noteId, mentioned: mentions.people.map(({ name }) => name) };
    await writeAudit(tx, { actor, event: "payout.noted", subject: { kind: "payout", id: payoutId }, details });
    await tellMentioned(tx, actor, payout, { ...note, ...mentions });
    return ok({ noteId: note.noteId });
  });
}
