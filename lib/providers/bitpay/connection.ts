import type { ProviderConnection } from "../contract/connection";
import { type Answered, judgeSend, unreadable } from "../contract/faults";
import type { BalancesOutcome, MerchantAccountOutcome } from "../contract/ledger";
import type { CancelOutcome, LookUpOutcome, SendOutcome } from "../contract/payout";
import type { Exchange } from "../contract/transport";
import { faultOfProblem, isAboutCredentials, isDone, isNotFound, problemIn, readAnswer } from "./answers";
import type { BitPayClient } from "./client";
import { instructionOf } from "./instruction";
import { findByNumber, listPayouts } from "./look-up";
import { moneyOf, observationOf, refusalOf } from "./mapping";
import { enrolReceiver, lookUpEnrolment } from "./recipients";
import type { BitPaySettings } from "./settings";
import { identityOf, sinOf } from "./signing";
import { Ledgers, Payout, Recipients } from "./wire";

export function connectBitPay(settings: BitPaySettings, client: BitPayClient): ProviderConnection {
  const readPayout = (purpose: string, providerPayoutId: string) => lookUpById(client, purpose, providerPayoutId);
  return {
    async sendPayout(order): Promise<SendOutcome> {
      const instruction = instructionOf(order, settings);
      if (instruction.kind === "refused") return instruction.outcome;
      const { body } = instruction;
      const asked = await client.call({ purpose: "sendPayout", facade: "payout", method: "POST", path: "/payouts", body });
      return judgeCreation(asked, { number: order.number, now: client.now() });
    },

    lookUpPayout: (by) =>
      by.kind === "order"
        ? findByNumber(client, { number: by.order.number, firstSentAt: by.firstSentAt })
        : readPayout("lookUpPayout", by.providerPayoutId),

    async cancelPayout(providerPayoutId): Promise<CancelOutcome> {
      const path = payoutPath(providerPayoutId);
      const asked = await client.call({ purpose: "cancelPayout", facade: "payout", method: "DELETE", path });
      if (asked.kind === "neverLeft") return { kind: "unknown", fault: faultOfCancelling(asked, client.now()) };
      // Neither yes nor no is taken at its word: no codes are documented for a payout that is too far on, and reading it settles both.
      const seen = await readPayout("cancelPayout", providerPayoutId);
      if (seen.kind === "unavailable") return { kind: "unknown", fault: seen.fault };
      if (seen.kind !== "found") return { kind: "unknown", fault: faultOfCancelling(asked, client.now()) };
      const { observation } = seen;
      if (observation.status === "cancelled") return { kind: "cancelled", observation };
      const isStoppable = observation.status === "received" || observation.status === "unrecognised";
      if (isStoppable || isDone(asked)) return { kind: "unknown", fault: faultOfCancelling(asked, client.now()) };
      return { kind: "tooLate", evidenceId: observation.evidenceId };
    },

    ...(settings.merchantToken === "" ? {} : { readBalances: () => readBalances(client) }),

    enrolReceiver: (receiver) => enrolReceiver(client, receiver, settings),
    lookUpEnrolment: (by) => lookUpEnrolment(client, by),
    listPayouts: (window) => listPayouts(client, window),

    async readMerchantAccount(): Promise<MerchantAccountOutcome> {
      const asked = await client.call({
        purpose: "readMerchantAccount",
        facade: "payout",
        method: "GET",
        path: "/recipients",
        query: { limit: "1", offset: "0" },
      });
      const read = readAnswer(asked, Recipients, client.now());
      if (read.kind !== "read") return { kind: "unavailable", fault: read.fault };
      // BitPay tells nobody their account's name; what it knows us by is the key.
      const accountId = sinOf(identityOf(settings.privateKey).publicKey);
      return { kind: "read", account: { accountId, name: null, webhookUrl: null } };
    },
  };
}

type Creation = { readonly number: string; readonly now: Date };

function judgeCreation(asked: Exchange, { number, now }: Creation): SendOutcome {
  const problem = asked.kind === "answered" ? problemIn(asked) : null;
  if (asked.kind === "answered" && problem) {
    // Said over 500 as well; whoever guards this connection then makes it unknown, since nothing may be promised of a 500.
    if (isAboutCredentials(problem)) return { kind: "notSent", fault: faultOfProblem(problem, asked, now) };
    if (asked.status < 300) {
      const failure = refusalOf(problem, asked.status);
      if (failure) return { kind: "refused", failure, evidenceId: asked.evidenceId };
      return { kind: "unknown", fault: faultOfProblem(problem, asked, now) };
    }
  }
  return judgeSend(asked, {
    now,
    accepted: (answer) => readCreated(answer, { number, now }),
    refused: (answer) => (problem ? refusalOf(problem, answer.status) : null),
    // Neither limits nor what is counted are published, and nothing guards against a second payout.
    rateLimitPrecedesBooking: false,
  });
}

function readCreated(answer: Answered, { number, now }: Creation) {
  const read = readAnswer(answer, Payout, now);
  if (read.kind !== "read") return { kind: "unreadable", fault: read.fault } as const;
  // Another payout's answer would hang somebody else's money on this one.
  const isOurs = !read.value.reference || read.value.reference === number;
  if (!isOurs) return { kind: "unreadable", fault: unreadable(answer) } as const;
  return { kind: "read", observation: observationOf(read.value, answer.evidenceId) } as const;
}

async function lookUpById(client: BitPayClient, purpose: string, providerPayoutId: string): Promise<LookUpOutcome> {
  const asked = await client.call({ purpose, facade: "payout", method: "GET", path: payoutPath(providerPayoutId) });
  const read = readAnswer(asked, Payout, client.now());
  if (read.kind === "problem" && isNotFound(read.problem, read.answer)) return { kind: "absent", evidenceId: read.answer.evidenceId };
  if (read.kind !== "read") return { kind: "unavailable", fault: read.fault };
  if (read.value.id !== providerPayoutId) return { kind: "unavailable", fault: unreadable(read.answer) };
  return { kind: "found", observation: observationOf(read.value, read.answer.evidenceId) };
}

async function readBalances(client: BitPayClient): Promise<BalancesOutcome> {
  const asked = await client.call({ purpose: "readBalances", facade: "merchant", method: "GET", path: "/ledgers" });
  const read = readAnswer(asked, Ledgers, client.now());
  if (read.kind !== "read") return { kind: "unavailable", fault: read.fault };
  const balances = read.value.flatMap(({ currency, balance }) => {
    const available = moneyOf(balance, currency);
    return available ? [{ accountId: null, available, current: null }] : [];
  });
  return { kind: "read", balances };
}

function faultOfCancelling(asked: Exchange, now: Date) {
  const read = readAnswer(asked, Payout, now);
  if (read.kind !== "read") return read.fault;
  return {
    kind: "unexpected",
    message: "BitPay neither cancelled the payout nor said why.",
    retryAfterSeconds: null,
    evidenceId: read.answer.evidenceId,
  } as const;
}

function payoutPath(providerPayoutId: string): string {
  return `/payouts/${encodeURIComponent(providerPayoutId)}`;
}
