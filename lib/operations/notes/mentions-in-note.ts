import { formatPayoutNumber } from "@/lib/base/id";
import type { Tx } from "@/lib/db/client";
import { type PersonWith, peopleWith } from "@/lib/db/people-with";
import type { Actor } from "@/lib/domain/access/actor";
import { type Denial, denial } from "@/lib/domain/access/denial";
import { leaveOutAddresses } from "@/lib/domain/mail/leave-out-addresses";
import { mentionedIn, partsOf } from "@/lib/domain/note/mentions";
import { queueMail } from "@/lib/operations/mail/queue-mail";

type Person = Extract<Actor, { kind: "person" }>;

export type Mentions = {
  /** Whom it speaks of, without its author. */
  readonly people: readonly PersonWith[];
  /** The note as it reads at this moment: mails are not rewritten when somebody changes their name. */
  readonly readable: string;
};

/** Whom a note speaks of; null where one of them may not see the payout, and then nothing is to be written. */
export async function readMentions(tx: Tx, { merchantId, personId }: Person, text: string): Promise<Mentions | null> {
  const known = await peopleWith(tx, merchantId, "payout.view");
  const find = (id: string) => known.find((one) => one.personId === id);
  const found = mentionedIn(text).map((id) => find(id) ?? null);
  const people = found.filter((one) => one !== null);
  if (people.length < found.length) return null;
  const readable = partsOf(text).map((part) => ("text" in part ? part.text : `@${find(part.personId)?.name}`));
  return { people: people.filter((one) => one.personId !== personId), readable: readable.join("") };
}

const STRANGER = "Somebody whom this note speaks of may not see the payout. Take them out of it.";

export function strangerInNote(): Denial {
  return denial("invalidInput", STRANGER, { text: [STRANGER] });
}

type About = { readonly id: string; readonly number: string; readonly receiverName: string };
type Note = { readonly noteId: string; readonly at: Date };

/** Keeps whom the note speaks of and writes to each, but to those who get the same by another mail. */
export async function tellMentioned(
  tx: Tx,
  author: Person,
  { id: payoutId, number, receiverName }: About,
  { noteId, at, people, readable, toldAlready = [] }: Note & Mentions & { readonly toldAlready?: readonly string[] },
): Promise<void> {
  const { merchantId } = author;
  await tx.payoutMention.createMany({ data: people.map(({ personId }) => ({ noteId, personId, merchantId, payoutId, at })) });
  const subject = `${author.name} speaks of you in a note on payout ${formatPayoutNumber(number)}`;
  const text = `${subject} to ${leaveOutAddresses(receiverName)}:\n\n${quote(readable)}`;
  for (const { personId } of people.filter((one) => !toldAlready.includes(one.personId))) {
    await queueMail(tx, { merchantId, to: { personId }, subject, text, path: `/payouts/${number}` });
  }
}

/** What somebody wrote, as a mail may say it. */
export function quote(text: string): string {
  return leaveOutAddresses(text)
    .split("\n")
    .map((line) => `> ${line}`)
    .join("\n");
}
