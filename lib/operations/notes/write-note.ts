import { currentTime } from "@/lib/base/clock";
import { formatPayoutNumber, newId } from "@/lib/base/id";
import { failed, ok, type Result } from "@/lib/base/result";
import { writeAudit } from "@/lib/db/audit";
import type { Tx } from "@/lib/db/client";
import { type PersonWith, peopleWith } from "@/lib/db/people-with";
import { inTransaction } from "@/lib/db/transaction";
import { type Actor, may } from "@/lib/domain/access/actor";
import { type Denial, denial } from "@/lib/domain/access/denial";
import { leaveOutAddresses } from "@/lib/domain/mail/leave-out-addresses";
import { mentionedIn, partsOf } from "@/lib/domain/note/mentions";
import type { WriteNote } from "@/lib/domain/note/schema";
import { queueMail } from "@/lib/operations/mail/queue-mail";

type Person = Extract<Actor, { kind: "person" }>;

/**
 * Writes a note on a payout, in whatever state it is. Whoever it speaks of gets it by mail and finds it on their overview until they have
 * opened the payout; it can speak only of people who may see the payout.
 */
export async function writeNote(actor: Actor, { payoutId, text }: WriteNote): Promise<Result<{ noteId: string }, Denial>> {
  if (actor.kind !== "person" || !may(actor, "payout.note")) return failed(denial("forbidden"));
  const { merchantId, personId: authorId, name: authorName } = actor;
  return inTransaction(async (tx) => {
    const payout = await tx.payout.findFirst({ where: { id: payoutId, merchantId }, select: { number: true, receiverName: true } });
    if (!payout) return failed(denial("notFound"));
    const people = await peopleWith(tx, merchantId, "payout.view");
    const mentioned = mentionedIn(text).map((id) => people.find(({ personId }) => personId === id) ?? null);
    if (mentioned.includes(null)) return failed(denial("invalidInput", STRANGER, { text: [STRANGER] }));
    const noteId = newId("payoutNote");
    const at = currentTime();
    await tx.payoutNote.create({ data: { id: noteId, merchantId, payoutId, kind: "note", text, authorId, authorName, at } });
    const others = mentioned.filter((one) => one !== null).filter(({ personId }) => personId !== authorId);
    await tx.payoutMention.createMany({ data: others.map(({ personId }) => ({ noteId, personId, merchantId, payoutId, at })) });
    const details = { number: payout.number, noteId, mentioned: others.map(({ name }) => name) };
    await writeAudit(tx, { actor, event: "payout.noted", subject: { kind: "payout", id: payoutId }, details });
    for (const { personId } of others) await tell(tx, actor, { ...payout, personId, said: readable(text, people) });
    return ok({ noteId });
  });
}

const STRANGER = "Somebody whom this note speaks of may not see the payout. Take them out of it.";

type Told = { readonly number: string; readonly receiverName: string; readonly personId: string; readonly said: string };

async function tell(tx: Tx, { merchantId, name }: Person, { number, receiverName, personId, said }: Told): Promise<void> {
  const subject = `${name} speaks of you in a note on payout ${formatPayoutNumber(number)}`;
  const quoted = leaveOutAddresses(said)
    .split("\n")
    .map((line) => `> ${line}`);
  await queueMail(tx, {
    ...{ merchantId, to: { personId }, subject, path: `/payouts/${number}` },
    text: `${subject} to ${leaveOutAddresses(receiverName)}:\n\n${quoted.join("\n")}`,
  });
}

/** As it reads at this moment: mails are not rewritten when somebody changes their name. */
function readable(text: string, people: readonly PersonWith[]): string {
  const nameOf = (id: string) => people.find(({ personId }) => personId === id)?.name ?? "somebody";
  return partsOf(text)
    .map((part) => ("text" in part ? part.text : `@${nameOf(part.personId)}`))
    .join("");
}
