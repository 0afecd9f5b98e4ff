import { currentTime } from "@/lib/base/clock";
import { formatPayoutNumber, newId } from "@/lib/base/id";
import { failed, ok, type Result } from "@/lib/base/result";
import { writeAudit } from "@/lib/db/audit";
import type { Tx } from "@/lib/db/client";
import { inTransaction } from "@/lib/db/transaction";
import { type Actor, may } from "@/lib/domain/access/actor";
import { type Denial, denial } from "@/lib/domain/access/denial";
import { leaveOutAddresses } from "@/lib/domain/mail/leave-out-addresses";
import type { NoteOnPayout } from "@/lib/domain/payout/schema";
import { queueMail } from "@/lib/operations/mail/queue-mail";
import { type Mentions, quote, readMentions, strangerInNote, tellMentioned } from "@/lib/operations/notes/mentions-in-note";
import { type LockedPayout, lockPayout } from "./lock-payout";

type Person = Extract<Actor, { kind: "person" }>;
type Noted = Result<{ noteId: string }, Denial>;

/** Asks the maker about a payout that waits for approval. It goes on waiting; the question is seen by everybody who decides on it. */
export async function askMaker(actor: Actor, { payoutId, text }: NoteOnPayout): Promise<Noted> {
  if (actor.kind !== "person" || !may(actor, "payout.approve")) return failed(denial("forbidden"));
  return inTransaction(async (tx) => {
    const payout = await lockPayout(tx, { payoutId, merchantId: actor.merchantId });
    if (!payout) return failed(denial("notFound"));
    if (payout.makerId === actor.personId) return failed(denial("makerIsChecker"));
    if (payout.state !== "awaitingApproval") return failed(denial("changedMeanwhile"));
    const mentions = await readMentions(tx, actor, text);
    if (!mentions) return failed(strangerInNote());
    const noteId = await write(tx, actor, payout, { kind: "question", text, mentions, toldAlready: [payout.makerId] });
    await tell(tx, payout, { personId: payout.makerId, what: `${actor.name} asks about payout`, said: mentions.readable });
    return ok({ noteId });
  });
}

/** Answers whoever asked last; a maker may also say something that nobody has asked. */
export async function answerChecker(actor: Actor, { payoutId, text }: NoteOnPayout): Promise<Noted> {
  if (actor.kind !== "person" || !may(actor, "payout.create")) return failed(denial("forbidden"));
  return inTransaction(async (tx) => {
    const payout = await lockPayout(tx, { payoutId, merchantId: actor.merchantId });
    if (!payout) return failed(denial("notFound"));
    const asked = await tx.payoutNote.findFirst({
      where: { payoutId, kind: "question" },
      orderBy: { at: "desc" },
      select: { authorId: true },
    });
    const mentions = await readMentions(tx, actor, text);
    if (!mentions) return failed(strangerInNote());
    const noteId = await write(tx, actor, payout, { kind: "answer", text, mentions, toldAlready: asked ? [asked.authorId] : [] });
    if (asked) await tell(tx, payout, { personId: asked.authorId, what: `${actor.name} answers about payout`, said: mentions.readable });
    return ok({ noteId });
  });
}

/** The audit says that something was asked or answered; what it says stands in the note alone. */
async function write(tx: Tx, author: Person, payout: LockedPayout, { kind, text, mentions, toldAlready }: Written): Promise<string> {
  const at = currentTime();
  const noteId = newId("payoutNote");
  const facts = { merchantId: payout.merchantId, payoutId: payout.id, authorId: author.personId, authorName: author.name };
  await tx.payoutNote.create({ data: { id: noteId, kind, text, ...facts, at } });
  const event = kind === "question" ? "payout.asked" : "payout.answered";
  await writeAudit(tx, { actor: author, event, subject: { kind: "payout", id: payout.id }, details: { number: payout.number, noteId } });
  await tellMentioned(tx, author, payout, { noteId, at, ...mentions, toldAlready });
  return noteId;
}
type Written = {
  readonly kind: "question" | "answer";
  readonly text: string;
  readonly mentions: Mentions;
  readonly toldAlready: readonly string[];
};

async function tell(tx: Tx, { merchantId, number, receiverName }: LockedPayout, { personId, what, said }: Told): Promise<void> {
  const subject = `${what} ${formatPayoutNumber(number)}`;
  await queueMail(tx, {
    ...{ merchantId, to: { personId }, subject, path: `/payouts/${number}` },
    text: `${subject} to ${leaveOutAddresses(receiverName)}:\n\n${quote(said)}`,
  });
}
type Told = { readonly personId: string; readonly what: string; readonly said: string };
