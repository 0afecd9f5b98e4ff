import type { ObservedStatus, ProviderFailure } from "@/lib/providers/contract/payout";
import type { ProviderId } from "./sendable-payout";

// Six events each, and the one end that they must have in whatever order they come.

export const PROVIDER_PAYOUT_ID = "0d1c2b3a-4f5e-4a6b-8c7d-9e0f1a2b3c4d";
const OTHER_ID = "ffffffff-4f5e-4a6b-8c7d-9e0f1a2b3c4d";
export const FAILED: ProviderFailure = { reason: "accountClosed", providerCode: "account_closed", message: "" };

type Facts = { readonly number: string; readonly eventId: string; readonly amount: number };

export type Told =
  | { readonly kind: "answer"; readonly end: "accepted"; readonly status: ObservedStatus; readonly id?: string }
  | { readonly kind: "answer"; readonly end: "refused" }
  | { readonly kind: "webhook"; readonly says: string; readonly body: (facts: Facts) => unknown }
  | { readonly kind: "lookUp" | "poll"; readonly status: ObservedStatus; readonly id?: string; readonly amountMinor?: bigint }
  | { readonly kind: "cancelPressed" };

export type Scenario = {
  readonly name: string;
  readonly provider: ProviderId;
  /** `unconfirmed`: the sender's process died, and its answer may still come in late. */
  readonly begins: "dispatching" | "unconfirmed";
  readonly events: readonly [Told, Told, Told, Told, Told, Told];
  /** One end, but for two ids under one number: nobody can know which is ours, so the first that came stays (see below). */
  readonly ends: readonly [End, ...End[]];
};

type End = {
  readonly state: string;
  readonly contradiction: string | null;
  readonly providerPayoutId: string;
  readonly failureReason: string | null;
};

const answer = (status: ObservedStatus = "received", id?: string): Told => ({ kind: "answer", end: "accepted", status, id });
const refusal: Told = { kind: "answer", end: "refused" };
const lookUp = (status: ObservedStatus, more: { id?: string; amountMinor?: bigint } = {}): Told => ({ kind: "lookUp", status, ...more });
const poll = (status: ObservedStatus): Told => ({ kind: "poll", status });
const cancelPressed: Told = { kind: "cancelPressed" };

function ivy(
  status: string,
  { named = true, amount, id = PROVIDER_PAYOUT_ID }: { named?: boolean; amount?: number; id?: string } = {},
): Told {
  const body = (facts: Facts) => ({
    id: facts.eventId,
    type: `payout.${status}`,
    date: "2026-03-02T09:00:05.000Z",
    payload: {
      ...{ id, status, amount: amount ?? facts.amount, currency: "EUR" },
      ...(status === "failed" ? { failure: { code: "account_closed", message: "", retry: false } } : {}),
      ...(named ? { metadata: { counterfoil_number: facts.number } } : {}),
    },
  });
  return { kind: "webhook", says: named ? status : `${status}, unnamed`, body };
}

function trueLayer(type: string, more: Record<string, unknown> = {}): Told {
  const body = ({ number, eventId }: Facts) => ({
    ...{ type, event_version: 1, event_id: eventId, payout_id: PROVIDER_PAYOUT_ID, metadata: { counterfoil_number: number } },
    ...more,
  });
  return { kind: "webhook", says: `${type} ${String(more.failure_reason ?? "")}`, body };
}
const executed = trueLayer("payout_executed", { executed_at: "2026-03-02T09:00:05Z", scheme_id: "sepa_credit_transfer" });
const notValid = trueLayer("payout_failed", { failed_at: "2026-03-02T09:00:09Z", failure_reason: "account_not_valid" });
const sentBack = trueLayer("payout_failed", { failed_at: "2026-03-03T09:00:09Z", failure_reason: "returned" });
const triedAgain = trueLayer("payout_attempt_failed", { failed_at: "2026-03-02T09:00:01Z", failure_reason: "scheme_error" });
const cameBack: Told = {
  kind: "webhook",
  says: "external_payment_received for it",
  body: ({ eventId }) => ({
    ...{ type: "external_payment_received", event_id: eventId, settled_at: "2026-03-03T09:00:09Z" },
    return_for: { type: "identified", returned_id: PROVIDER_PAYOUT_ID },
  }),
};

const ipayHint = (status: string): Told => ({
  kind: "webhook",
  says: `hint ${status}`,
  body: ({ number, eventId }) => ({
    ...{ event: "payoutUpdated", payout_id: PROVIDER_PAYOUT_ID, reference: number, status, timestamp: eventId },
  }),
});
const bitpayHint = (code: number): Told => ({
  kind: "webhook",
  says: `hint ${code}`,
  body: ({ number }) => ({ event: { code }, data: { id: PROVIDER_PAYOUT_ID, reference: number, status: "cancelled" } }),
});

const ended = (state: string, contradiction: readonly string[] = [], failureReason: string | null = null): End => ({
  state,
  contradiction: contradiction.length === 0 ? null : [...contradiction].sort().join("\n"),
  providerPayoutId: PROVIDER_PAYOUT_ID,
  failureReason,
});
const both = (one: string, other: string) => `The provider has reported it as ${one} and as ${other}, which cannot both be so.`;
const REFUSED_YET_THERE = "The provider refused our request, and yet it has the payout.";
const OTHER_AMOUNT = "The provider shows 99.99 EUR, but 125.00 EUR was asked for.";

const TWO_IDS = `The provider shows two payouts for this one: ${PROVIDER_PAYOUT_ID} and ${OTHER_ID}.`;

type Events = Scenario["events"];
const scenario = (name: string, provider: ProviderId, events: Events, ...ends: Scenario["ends"]): Scenario => ({
  ...{ name, provider, begins: "dispatching", events, ends },
});

export const SCENARIOS: readonly Scenario[] = [
  scenario("paid", "ivy", [answer(), ivy("in_transit"), ivy("paid"), ivy("paid"), lookUp("settled"), poll("inFlight")], ended("settled")),
  scenario(
    "failed",
    "ivy",
    [answer(), ivy("failed"), ivy("failed"), lookUp("failed"), poll("inFlight"), lookUp("received")],
    ended("failed", [], "accountClosed"),
  ),
  scenario(
    "webhooks that do not carry our number",
    "ivy",
    [
      answer(),
      ivy("paid", { named: false }),
      ivy("in_transit", { named: false }),
      ivy("pending", { named: false }),
      lookUp("inFlight"),
      poll("settled"),
    ],
    ended("settled"),
  ),
  scenario(
    "somebody presses cancel",
    "ivy",
    [answer(), cancelPressed, cancelPressed, ivy("paid"), lookUp("settled"), lookUp("received")],
    ended("settled"),
  ),
  scenario(
    "cancelled by the provider",
    "ivy",
    [answer(), ivy("canceled"), ivy("canceled"), lookUp("cancelled"), poll("inFlight"), ivy("pending")],
    ended("cancelled"),
  ),
  scenario(
    "paid and failed",
    "ivy",
    [answer(), ivy("paid"), ivy("failed"), lookUp("settled"), lookUp("failed"), ivy("in_transit")],
    ended("settled", [both("settled", "failed")]),
  ),
  scenario(
    "another amount",
    "ivy",
    [answer(), ivy("paid", { amount: 99.99 }), ivy("paid"), lookUp("settled"), ivy("in_transit"), poll("inFlight")],
    ended("settled", [OTHER_AMOUNT]),
  ),
  scenario(
    "another amount, and paid and failed",
    "ivy",
    [answer(), ivy("paid", { amount: 99.99 }), ivy("paid"), lookUp("failed"), ivy("in_transit"), lookUp("inFlight")],
    ended("settled", [OTHER_AMOUNT, both("settled", "failed")]),
  ),
  scenario(
    "refused, and yet paid",
    "ivy",
    [refusal, ivy("in_transit"), ivy("paid"), lookUp("settled"), lookUp("inFlight"), ivy("pending")],
    ended("settled", [REFUSED_YET_THERE]),
  ),
  scenario(
    "refused, and yet on its way",
    "ivy",
    [refusal, ivy("in_transit"), lookUp("received"), ivy("pending"), lookUp("inFlight"), ivy("in_transit")],
    ended("inFlight", [REFUSED_YET_THERE]),
  ),
  {
    ...scenario(
      "the answer comes late",
      "ivy",
      [answer("inFlight"), ivy("paid"), ivy("paid"), lookUp("inFlight"), lookUp("settled"), poll("inFlight")],
      ended("settled"),
    ),
    begins: "unconfirmed",
  },
  scenario(
    "executed",
    "truelayer",
    [answer(), executed, executed, lookUp("inFlight"), lookUp("settled"), poll("received")],
    ended("settled"),
  ),
  scenario(
    "executed and returned",
    "truelayer",
    [answer(), executed, sentBack, lookUp("returned"), lookUp("settled"), poll("inFlight")],
    ended("returned", [], "returned"),
  ),
  scenario(
    "returned, told the old way",
    "truelayer",
    [answer(), executed, cameBack, cameBack, lookUp("settled"), lookUp("inFlight")],
    ended("returned", [], "returned"),
  ),
  scenario(
    "executed, and failed before that",
    "truelayer",
    [answer(), executed, notValid, executed, lookUp("inFlight"), lookUp("settled")],
    ended("settled", [both("settled", "failed")]),
  ),
  scenario(
    "tried again by itself, and a status that nobody knows",
    "truelayer",
    [answer(), triedAgain, lookUp("unrecognised"), executed, lookUp("inFlight"), lookUp("settled")],
    ended("settled"),
  ),
  {
    ...scenario(
      "nothing but its return is told while it is in doubt",
      "truelayer",
      [answer(), sentBack, sentBack, lookUp("returned"), lookUp("inFlight"), lookUp("received")],
      ended("returned", [], "returned"),
    ),
    begins: "unconfirmed",
  },
  scenario(
    "hints that lie",
    "ipay",
    [answer(), ipayHint("failed"), ipayHint("successful"), lookUp("inFlight"), lookUp("settled"), poll("inFlight")],
    ended("settled"),
  ),
  scenario(
    "cancelled, and yet complete",
    "bitpay",
    [answer(), bitpayHint(5004), lookUp("cancelled"), lookUp("settled"), lookUp("inFlight"), bitpayHint(5003)],
    ended("settled", [both("settled", "cancelled")]),
  ),
  scenario(
    "three ends at odds",
    "bitpay",
    [answer(), bitpayHint(5002), lookUp("cancelled"), lookUp("failed"), lookUp("settled"), lookUp("inFlight")],
    ended("settled", [both("settled", "cancelled"), both("settled", "failed"), both("failed", "cancelled")]),
  ),
  // Order matters here, and only here: the id that a payout was first shown under is what everything later is compared with, and the
  // database keeps it. To change it over the second would be to guess. The contradiction names both, whichever came first.
  scenario(
    "two payouts under one number",
    "ivy",
    [answer(), ivy("in_transit"), ivy("paid"), lookUp("settled"), ivy("in_transit", { id: OTHER_ID }), ivy("paid", { id: OTHER_ID })],
    ended("settled", [TWO_IDS]),
    { ...ended("settled", [TWO_IDS]), providerPayoutId: OTHER_ID },
  ),
];
