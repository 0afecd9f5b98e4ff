import { currentTime } from "@/lib/base/clock";
import { newId } from "@/lib/base/id";
import { failed, ok, type Result } from "@/lib/base/result";
import { writeAudit } from "@/lib/db/audit";
import { inTransaction } from "@/lib/db/transaction";
import { type Actor, actorId, may } from "@/lib/domain/access/actor";
import { type Denial, denial } from "@/lib/domain/access/denial";
import type { NoteOnReceiver } from "@/lib/domain/receiver/schema";

/** Writes what the next one should know. The audit says that a note was written; what it says stands in the note alone. */
export async function noteOnReceiver(actor: Actor, { receiverId, text }: NoteOnReceiver): Promise<Result<{ noteId: string }, Denial>> {
  const authorId = actorId(actor);
  if (!may(actor, "receiver.note") || authorId === null) return failed(denial("forbidden"));
  return inTransaction(async (tx) => {
    const { merchantId } = actor;
    const receiver = await tx.receiver.findFirst({ where: { id: receiverId, merchantId }, select: { id: true, name: true } });
    if (!receiver) return failed(denial("notFound"));
    const noteId = newId("receiverNote");
    await tx.receiverNote.create({
      data: { id: noteId, merchantId, receiverId, text, authorId, authorName: actor.name, at: currentTime() },
    });
    const subject = { kind: "receiver", id: receiverId } as const;
    await writeAudit(tx, { actor, event: "receiver.noted", subject, details: { name: receiver.name, noteId } });
    return ok({ noteId });
  });
}
