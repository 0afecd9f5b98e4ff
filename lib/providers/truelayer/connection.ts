import type { ProviderConnection } from "../contract/connection";
import type { Fault } from "../contract/fault";
import { type Answered, judgeSend, readJson, unreadable } from "../contract/faults";
import type { PaymentSourceQuestion, PaymentSourcesOutcome } from "../contract/payment-source";
import type { LookUpBy, LookUpOutcome, SendOutcome } from "../contract/payout";
import type { Called, TrueLayerClient } from "./client";
import { faultOfCall } from "./faults";
import { instructionOf } from "./instruction";
import { addressOf, fragmentOf, moneyOf, observationOf, observationOfCreated, refusalOf } from "./mapping";
import type { TrueLayerSettings } from "./settings";
import { listTransactions } from "./transactions";
import { verifyReceiver } from "./verification";
import { CreatedPayout, MerchantAccount, PaymentSources, Payout, Problem } from "./wire";

export function connectTrueLayer(settings: TrueLayerSettings, client: TrueLayerClient): ProviderConnection {
  const account = `/v3/merchant-accounts/${encodeURIComponent(settings.merchantAccountId)}`;
  return {
    async sendPayout(order): Promise<SendOutcome> {
      const instruction = instructionOf(order, settings);
      if (instruction.kind === "refused") return instruction.outcome;
      const sending = { idempotencyKey: order.idempotencyKey, body: instruction.body };
      const called = await client.post("sendPayout", "/v3/payouts", sending);
      if (called.kind === "noToken") return { kind: "notSent", fault: called.fault };
      return judgeSend(called, {
        now: client.now(),
        accepted: (answer) => readCreated(answer, client.hostedPage),
        refused: readRefusal,
        rateLimitPrecedesBooking: true,
      });
    },

    async lookUpPayout(by: LookUpBy): Promise<LookUpOutcome> {
      if (by.kind === "order")
        return {
          kind: "cannotAsk",
          why: "TrueLayer has no list of payouts; handing over the same order again under its key answers with its id.",
        };
      const called = await client.get("lookUpPayout", `/v3/payouts/${encodeURIComponent(by.providerPayoutId)}`);
      if (isAnswered(called, 404) && fragmentOf(problemIn(called)) === "not-found")
        return { kind: "absent", evidenceId: called.evidenceId };
      if (!isAnswered(called, 200)) return { kind: "unavailable", fault: faultOfCall(called, client.now()) };
      const read = readJson(called, Payout);
      if (read.kind === "unreadable") return { kind: "unavailable", fault: read.fault };
      // Another payout's answer under this address would be somebody else's money.
      if (read.value.id !== by.providerPayoutId.toLowerCase()) return { kind: "unavailable", fault: unreadable(called) };
      return { kind: "found", observation: observationOf(read.value, seenIn(called)) };
    },

    verifyReceiver: (receiver) => verifyReceiver(client, receiver),
    listTransactions: (window) => listTransactions(client, { ...window, account }),

    async readBalances() {
      const called = await client.get("readBalances", account);
      if (!isAnswered(called, 200)) return { kind: "unavailable", fault: faultOfCall(called, client.now()) };
      const read = readJson(called, MerchantAccount);
      if (read.kind === "unreadable") return { kind: "unavailable", fault: read.fault };
      const { id, currency } = read.value;
      const available = moneyOf(read.value.available_balance_in_minor, currency);
      if (!available) return { kind: "unavailable", fault: unreadable(called) };
      return { kind: "read", balances: [{ accountId: id, available, current: moneyOf(read.value.current_balance_in_minor, currency) }] };
    },

    async listPaymentSources(by: PaymentSourceQuestion): Promise<PaymentSourcesOutcome> {
      if (by.kind === "order") return { kind: "unavailable", fault: onlyByUser };
      const called = await client.get("listPaymentSources", `${account}/payment-sources`, { user_id: by.userId });
      if (!isAnswered(called, 200)) return { kind: "unavailable", fault: faultOfCall(called, client.now()) };
      const read = readJson(called, PaymentSources);
      if (read.kind === "unreadable") return { kind: "unavailable", fault: read.fault };
      const sources = read.value.items.map((item) => ({
        sourceId: item.id,
        userId: by.userId.toLowerCase(),
        orderReference: null,
        holderName: item.account_holder_name ?? null,
        holderEmail: null,
        address: addressOf(item.account_identifiers),
        // How much came in and went back is in the merchant account's transactions.
        paidIn: null,
        refunded: null,
        paidInAt: null,
        refusal: null,
      }));
      return { kind: "read", sources };
    },
  };
}

const onlyByUser: Fault = {
  kind: "unexpected",
  message: "TrueLayer finds payment sources by the user's id, not by an order.",
  retryAfterSeconds: null,
  evidenceId: null,
};

function readCreated(answer: Answered, hostedPage: string) {
  const read = readJson(answer, CreatedPayout);
  if (read.kind === "unreadable") return read;
  const { id, status, resource_token: token } = read.value;
  const observation = observationOfCreated(id, status, seenIn(answer));
  if (!token || hostedPage === "") return { kind: "read", observation } as const;
  // After the hash, so that it stays in the receiver's browser and out of every server's log on the way.
  const receiverLink = `${hostedPage}/payouts#payout_id=${id}&resource_token=${encodeURIComponent(token)}`;
  return { kind: "read", observation: { ...observation, receiverLink } } as const;
}

/** `Tl-Should-Retry: true` promises that the same key can still bring another answer, so this one is not the last word. */
function readRefusal(answer: Answered) {
  if (answer.headers["tl-should-retry"]?.toLowerCase() === "true") return null;
  return refusalOf(problemIn(answer));
}

function problemIn(answer: Answered): Problem {
  const read = readJson(answer, Problem);
  return read.kind === "read" ? read.value : {};
}

function seenIn(answer: Answered) {
  return { traceId: answer.headers["tl-trace-id"] ?? null, evidenceId: answer.evidenceId };
}

function isAnswered(called: Called, status: number): called is Answered {
  return called.kind === "answered" && called.status === status;
}
