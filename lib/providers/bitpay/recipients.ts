import type { Fault } from "../contract/fault";
import { faultOf } from "../contract/faults";
import type { Enrolment, EnrolmentLookUpOutcome, EnrolOutcome, ReceiverDetails } from "../contract/receiver";
import type { Exchange } from "../contract/transport";
import { isAboutCredentials, isDone, isNotFound, readAnswer } from "./answers";
import type { BitPayClient } from "./client";
import { enrolmentOf, refusalOf } from "./mapping";
import { Recipient, Recipients } from "./wire";

// BitPay pays only recipients: people whom we invite by e-mail, and who prove themselves, choose a coin and name a wallet there.

/** An account may have a thousand recipients; ten pages hold them. */
const PAGE_SIZE = 100;
const MAX_PAGES = 50;

/** Invites somebody, unless they are there already: BitPay recognises no repetition, so the list is read first, by e-mail. */
export async function enrolReceiver(
  client: BitPayClient,
  receiver: ReceiverDetails,
  { notificationUrl }: { readonly notificationUrl: string },
): Promise<EnrolOutcome> {
  const email = receiver.account?.kind === "emailWallet" ? receiver.account.email : receiver.email;
  const listed = await listRecipients(client);
  if (listed.kind === "unavailable") return listed;
  const known = pickByEmail(listed.recipients, email);
  if (known) return { kind: "enrolled", enrolment: enrolmentOf(known), evidenceId: listed.evidenceId };

  const label = [receiver.firstName, receiver.lastName].filter(Boolean).join(" ");
  const invitation = {
    email,
    ...(label === "" ? {} : { label }),
    ...(notificationUrl === "" ? {} : { notificationURL: notificationUrl }),
  };
  const asked = await client.call({
    purpose: "enrolReceiver",
    facade: "payout",
    method: "POST",
    path: "/recipients",
    body: { recipients: [invitation] },
  });
  return judgeInvitation(asked, email, client.now());
}

function judgeInvitation(asked: Exchange, email: string, now: Date): EnrolOutcome {
  if (asked.kind === "neverLeft") return { kind: "unavailable", fault: faultOf(asked, now) };
  const read = readAnswer(asked, Recipients, now);
  if (read.kind === "problem") {
    if (isAboutCredentials(read.problem)) return { kind: "unavailable", fault: read.fault };
    const failure = refusalOf(read.problem, read.answer.status);
    return failure ? { kind: "refused", failure, evidenceId: read.answer.evidenceId } : { kind: "unknown", fault: read.fault };
  }
  if (read.kind === "unavailable") return { kind: "unknown", fault: read.fault };
  const { evidenceId } = read.answer;
  const invited = pickByEmail(read.value, email);
  if (invited) return { kind: "enrolled", enrolment: enrolmentOf(invited), evidenceId };
  const message = "BitPay answered the invitation without the person who was invited.";
  return { kind: "unknown", fault: { kind: "unreadable", message, retryAfterSeconds: null, evidenceId } };
}

export async function lookUpEnrolment(
  client: BitPayClient,
  { providerReceiverId }: Pick<Enrolment, "providerReceiverId">,
): Promise<EnrolmentLookUpOutcome> {
  const asked = await client.call({ purpose: "lookUpEnrolment", facade: "payout", method: "GET", path: recipientPath(providerReceiverId) });
  const read = readAnswer(asked, Recipient, client.now());
  if (read.kind === "problem" && isNotFound(read.problem, read.answer)) return { kind: "absent", evidenceId: read.answer.evidenceId };
  if (read.kind !== "read") return { kind: "unavailable", fault: read.fault };
  const { evidenceId } = read.answer;
  if (read.value.id !== providerReceiverId) return { kind: "unavailable", fault: otherRecipient(evidenceId) };
  return { kind: "found", enrolment: enrolmentOf(read.value), evidenceId };
}

type Listed =
  | { readonly kind: "read"; readonly recipients: readonly Recipient[]; readonly evidenceId: string | null }
  | { readonly kind: "unavailable"; readonly fault: Fault };

/** All of them, or those in one status. */
export async function listRecipients(client: BitPayClient, { status }: { readonly status?: string } = {}): Promise<Listed> {
  const recipients: Recipient[] = [];
  let evidenceId: string | null = null;
  let offset = 0;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const query = { ...(status === undefined ? {} : { status }), limit: String(PAGE_SIZE), offset: String(offset) };
    const asked = await client.call({ purpose: "listRecipients", facade: "payout", method: "GET", path: "/recipients", query });
    const read = readAnswer(asked, Recipients, client.now());
    if (read.kind !== "read") return { kind: "unavailable", fault: read.fault };
    evidenceId = read.answer.evidenceId;
    if (read.value.length === 0) break;
    recipients.push(...read.value.filter((recipient) => recipient !== null));
    offset += read.value.length;
  }
  return { kind: "read", recipients, evidenceId };
}

export type RecipientChange = { readonly label?: string; readonly notificationURL?: string };

/** Name and webhook address; the e-mail is who the recipient is, and cannot be changed. */
export async function updateRecipient(
  client: BitPayClient,
  { providerReceiverId, change }: { readonly providerReceiverId: string; readonly change: RecipientChange },
): Promise<EnrolmentLookUpOutcome> {
  const path = recipientPath(providerReceiverId);
  const asked = await client.call({ purpose: "updateRecipient", facade: "payout", method: "PUT", path, body: change });
  const read = readAnswer(asked, Recipient, client.now());
  if (read.kind === "problem" && isNotFound(read.problem, read.answer)) return { kind: "absent", evidenceId: read.answer.evidenceId };
  if (read.kind !== "read") return { kind: "unavailable", fault: read.fault };
  return { kind: "found", enrolment: enrolmentOf(read.value), evidenceId: read.answer.evidenceId };
}

export type Done = { readonly kind: "done" } | { readonly kind: "absent" } | { readonly kind: "unavailable"; readonly fault: Fault };

/** For ever: to be paid again, the same person has to be invited again. */
export function removeRecipient(client: BitPayClient, { providerReceiverId }: { readonly providerReceiverId: string }): Promise<Done> {
  return askForSuccess(client, { purpose: "removeRecipient", method: "DELETE", path: recipientPath(providerReceiverId) });
}

export type WebhookSubject = { readonly providerReceiverId: string } | { readonly providerPayoutId: string };

/** Has BitPay send its last webhook about somebody or some payout once more: a way to see that webhooks arrive. */
export function resendWebhook(client: BitPayClient, subject: WebhookSubject): Promise<Done> {
  const about =
    "providerPayoutId" in subject ? `/payouts/${encodeURIComponent(subject.providerPayoutId)}` : recipientPath(subject.providerReceiverId);
  return askForSuccess(client, { purpose: "resendWebhook", method: "POST", path: `${about}/notifications` });
}

async function askForSuccess(
  client: BitPayClient,
  call: { readonly purpose: string; readonly method: "POST" | "DELETE"; readonly path: string },
): Promise<Done> {
  const asked = await client.call({ ...call, facade: "payout" });
  if (isDone(asked)) return { kind: "done" };
  const read = readAnswer(asked, Recipient, client.now());
  if (read.kind === "problem" && isNotFound(read.problem, read.answer)) return { kind: "absent" };
  return { kind: "unavailable", fault: read.kind === "read" ? faultOf(asked, client.now()) : read.fault };
}

/** Somebody removed may have been invited again; who may be paid comes first. */
function pickByEmail(recipients: readonly (Recipient | null)[], email: string): Recipient | null {
  const theirs = recipients.filter((one) => one !== null && one.email?.toLowerCase() === email.toLowerCase() && one.status !== "removed");
  return theirs.find((one) => one?.status === "active") ?? theirs[0] ?? null;
}

function recipientPath(providerReceiverId: string): string {
  return `/recipients/${encodeURIComponent(providerReceiverId)}`;
}

function otherRecipient(evidenceId: string | null): Fault {
  return { kind: "unreadable", message: "BitPay answered with another recipient than was asked for.", retryAfterSeconds: null, evidenceId };
}
