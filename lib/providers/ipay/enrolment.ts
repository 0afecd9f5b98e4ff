import type * as z from "zod";
import { foldText } from "@/lib/base/text";
import type { AccountAddress } from "@/lib/domain/account/address";
import type { Fault } from "../contract/fault";
import type { Answered } from "../contract/faults";
import type { Enrolment, EnrolmentLookUpOutcome, EnrolOutcome, ReceiverDetails } from "../contract/receiver";
import type { Exchange } from "../contract/transport";
import { type AccountRail, railOf } from "./account-rails";
import { type Asked, faultOfProblem, readAnswer } from "./answers";
import type { IpayClient } from "./client";
import { enrolmentOf } from "./enrolment-status";
import { withoutPersonalFacts } from "./personal-facts";
import { receiverBodyOf } from "./receiver-body";
import { failureOfProblem } from "./refusals";
import { withoutCardData } from "./virtual-card";
import {
  CreatedReceiver,
  exactJsonOf,
  OneReceiver,
  OneReceiverAccount,
  PlainProblem,
  type Receiver,
  type ReceiverAccount,
  ReceiverAccountList,
  ReceiverList,
  StoredAccount,
} from "./wire";

// Ipay knows a receiver by e-mail address and an account by its numbers, so what an earlier call made is found again and not made
// twice: a receiver asked twice to prove who they are, or to confirm one account two times, would not come back.

type Step<T> =
  | { readonly kind: "done"; readonly value: T; readonly evidenceId: string | null }
  | Exclude<EnrolOutcome, { kind: "enrolled" }>;

export async function enrolReceiver(client: IpayClient, details: ReceiverDetails): Promise<EnrolOutcome> {
  const rail = details.account && railOf(details.account);
  if (details.account && !rail) return refusedHere("Ipay does not pay to this kind of account.");
  const receiver = await receiverFor(client, details);
  if (receiver.kind !== "done") return receiver;
  if (!details.account || !rail) return { kind: "enrolled", enrolment: enrolmentOf(receiver.value, null), evidenceId: receiver.evidenceId };
  const account = await accountFor(client, { receiverId: receiver.value.id, address: details.account, rail });
  if (account.kind !== "done") return account;
  return { kind: "enrolled", enrolment: enrolmentOf(receiver.value, account.value), evidenceId: account.evidenceId };
}

/** Both halves, read with authenticated calls. */
export async function lookUpEnrolment(
  client: IpayClient,
  { providerReceiverId, providerAccountId }: Pick<Enrolment, "providerReceiverId" | "providerAccountId">,
): Promise<EnrolmentLookUpOutcome> {
  const receiver = await askReceiver(client, providerReceiverId);
  if (receiver.kind !== "read") return missing(receiver);
  if (providerAccountId === null) {
    return { kind: "found", enrolment: enrolmentOf(receiver.value.payload, null), evidenceId: receiver.answer.evidenceId };
  }
  const account = await askAccount(client, providerAccountId);
  if (account.kind !== "read") return missing(account);
  const { payload } = account.value;
  const { evidenceId } = account.answer;
  // Money to this account would be somebody else's.
  if (payload.receiver_id !== null && payload.receiver_id !== providerReceiverId)
    return { kind: "unavailable", fault: faultHere("Ipay says that this account belongs to another receiver.", evidenceId) };
  return { kind: "found", enrolment: enrolmentOf(receiver.value.payload, { ...payload, id: providerAccountId }), evidenceId };
}

/** Nothing is there by that id: the two codes for a receiver, and for an account any of the family that looks up. */
function missing(asked: Exclude<Asked<unknown>, { kind: "read" }>): EnrolmentLookUpOutcome {
  if (asked.kind === "unavailable") return asked;
  const isAbsent = asked.problem.error.some(({ code }) => /^(REVR10[15]|REAC1\d\d|SIM-REAC-NONE)$/.test(code));
  if (isAbsent) return { kind: "absent", evidenceId: asked.answer.evidenceId };
  return { kind: "unavailable", fault: faultOfProblem(asked.problem, asked.answer) };
}

async function receiverFor(client: IpayClient, details: ReceiverDetails): Promise<Step<Receiver>> {
  if (details.providerReceiverId !== null) return knownReceiver(client, details.providerReceiverId);
  const body = receiverBodyOf(details, client.subaccountId);
  if (body.kind === "lacking") return refusedHere(body.sentence);

  const exchange = await client.post({ purpose: "enrolReceiver", path: "/receiver", body: body.value, ...KEPT });
  const asked = readAnswer(exchange, CreatedReceiver, client.now());
  // A receiver begins with the identity check ahead; what comes of it is looked up.
  if (asked.kind === "read") return done({ id: asked.value.payload.receiver_id, status: "creating", kyc_status: "pending" }, asked.answer);
  if (asked.kind === "unavailable") return afterWriting(exchange, asked.fault);
  if (asked.problem.error.some(({ code }) => code === "REVR201")) return receiverByEmail(client, details);
  return { kind: "refused", failure: failureOfProblem(asked.problem), evidenceId: asked.answer.evidenceId };
}

async function knownReceiver(client: IpayClient, id: string): Promise<Step<Receiver>> {
  const asked = await askReceiver(client, id);
  if (asked.kind === "unavailable") return asked;
  if (asked.kind === "read") return done(asked.value.payload, asked.answer);
  return { kind: "refused", failure: failureOfProblem(asked.problem), evidenceId: asked.answer.evidenceId };
}

/** The e-mail address is taken: by the receiver whom we made before, or by somebody who was there before us. */
async function receiverByEmail(client: IpayClient, details: ReceiverDetails): Promise<Step<Receiver>> {
  const query = { subaccount_id: client.subaccountId, email: details.email };
  const asked = readAnswer(await client.get({ purpose: "enrolReceiver", path: "/receiver", query, ...KEPT }), ReceiverList, client.now());
  if (asked.kind === "unavailable") return asked;
  if (asked.kind === "problem") return { kind: "unavailable", fault: faultOfProblem(asked.problem, asked.answer) };
  const sameAddress = asked.value.payload.find((one) => one?.email?.toLowerCase() === details.email.toLowerCase());
  if (sameAddress && isSame(sameAddress, details)) return done(sameAddress, asked.answer);
  const message = "Another receiver has this e-mail address at Ipay: correct the address, or link the receiver to the one there.";
  return { kind: "refused", failure: { reason: "duplicate", providerCode: "REVR201", message }, evidenceId: asked.answer.evidenceId };
}

/** By our id; one who was entered at Ipay by hand has none, and is the same by name. */
function isSame({ reference, first_name: first, last_name: last }: Receiver, details: ReceiverDetails): boolean {
  if (reference) return reference === details.receiverId;
  return foldText(`${first} ${last}`) === foldText(`${details.firstName} ${details.lastName}`);
}

type Wanted = { readonly receiverId: string; readonly address: AccountAddress; readonly rail: AccountRail };

async function accountFor(client: IpayClient, wanted: Wanted): Promise<Step<ReceiverAccount>> {
  // A card has no numbers to ask by.
  const isCard = wanted.address.kind === "virtualCard";
  const existing = isCard ? await findInList(client, wanted) : await existingAccount(client, wanted);
  if (existing.kind !== "done") return existing;
  return existing.value === null ? addAccount(client, wanted) : { ...existing, value: existing.value };
}

/** Among the accounts that Ipay has stored, this one of this receiver. */
async function existingAccount(client: IpayClient, wanted: Wanted): Promise<Step<ReceiverAccount | null>> {
  const body = { subaccount_id: client.subaccountId, account_data: wanted.rail.fields };
  const exchange = await client.post({ purpose: "enrolReceiver", path: "/receiver-account/verify", body });
  const asked = readAnswer(exchange, StoredAccount, client.now());
  // Its refusals are words alone, without a code, and mean that nothing is stored.
  if (asked.kind === "problem" || isRefusedPlainly(exchange)) return NOTHING;
  if (asked.kind === "unavailable") return asked;
  const { exists, receiver_id: holder, account_id: accountId } = asked.value.payload;
  if (!exists) return NOTHING;
  // One hit is told, and a shared account may be another receiver's as well.
  if (holder !== wanted.receiverId || !accountId) return findInList(client, wanted);

  const account = await askAccount(client, accountId);
  if (account.kind === "read") return done(account.value.payload, account.answer);
  return account.kind === "unavailable" ? account : { kind: "unavailable", fault: faultOfProblem(account.problem, account.answer) };
}

/** The list's path is inferred: where it cannot be read, the account counts as new, and a second one of the same is no harm to money. */
async function findInList(client: IpayClient, { receiverId, address, rail }: Wanted): Promise<Step<ReceiverAccount | null>> {
  const exchange = await client.get({ purpose: "enrolReceiver", path: "/receiver-account", query: { receiver_id: receiverId }, ...KEPT });
  const asked = readAnswer(exchange, ReceiverAccountList, client.now());
  if (asked.kind !== "read") return NOTHING;
  const isCard = address.kind === "virtualCard";
  const isWanted = ({ card, currency, fields }: ReceiverAccount) => {
    if (isCard) return card !== null && currency?.toUpperCase() === address.currency;
    return Object.entries(rail.fields).every(([name, value]) => fields[name] === value);
  };
  const found = asked.value.payload.find((one) => one !== null && isWanted(one));
  return found ? done(found, asked.answer) : NOTHING;
}

async function addAccount(client: IpayClient, { receiverId, address, rail }: Wanted): Promise<Step<ReceiverAccount>> {
  const exchange = await client.post({
    purpose: "enrolReceiver",
    path: `/receiver-account/${rail.path}`,
    body: { receiver_id: receiverId, ...rail.fields },
    ...(address.kind === "virtualCard" ? { keptOfAnswer: withoutCardData } : KEPT),
  });
  const asked = readAnswer(exchange, OneReceiverAccount, client.now());
  if (asked.kind === "read") return done(asked.value.payload, asked.answer);
  if (asked.kind === "unavailable") return afterWriting(exchange, asked.fault);
  return { kind: "refused", failure: failureOfProblem(asked.problem), evidenceId: asked.answer.evidenceId };
}

function askReceiver(client: IpayClient, id: string) {
  return ask(client, `/receiver/${encodeURIComponent(id)}`, OneReceiver);
}

function askAccount(client: IpayClient, id: string) {
  return ask(client, `/receiver-account/${encodeURIComponent(id)}`, OneReceiverAccount);
}

async function ask<Schema extends z.ZodType>(client: IpayClient, path: string, schema: Schema): Promise<Asked<z.infer<Schema>>> {
  return readAnswer(await client.get({ purpose: "lookUpEnrolment", path, ...KEPT }), schema, client.now());
}

function isRefusedPlainly(exchange: Exchange): boolean {
  if (exchange.kind !== "answered" || exchange.status < 400 || exchange.status >= 500) return false;
  return ![401, 403, 429].includes(exchange.status) && PlainProblem.safeParse(exactJsonOf(exchange.body)).success;
}

/** After a call that makes something: only what surely never left, or was turned away for its credentials, has made nothing. */
function afterWriting(exchange: Exchange, fault: Fault): Step<never> {
  const madeNothing = exchange.kind === "neverLeft" || (exchange.kind === "answered" && exchange.status === 401);
  return { kind: madeNothing ? "unavailable" : "unknown", fault };
}

/** Of everything that tells of a receiver. */
const KEPT = { keptOfRequest: withoutPersonalFacts, keptOfAnswer: withoutPersonalFacts } as const;

const NOTHING = { kind: "done", value: null, evidenceId: null } as const;

function done<T>(value: T, { evidenceId }: Pick<Answered, "evidenceId">): Step<T> {
  return { kind: "done", value, evidenceId };
}

function refusedHere(message: string): Extract<EnrolOutcome, { kind: "refused" }> {
  return { kind: "refused", failure: { reason: "instructionInvalid", providerCode: "", message }, evidenceId: null };
}

function faultHere(message: string, evidenceId: string | null): Fault {
  return { kind: "unexpected", message, retryAfterSeconds: null, evidenceId };
}
