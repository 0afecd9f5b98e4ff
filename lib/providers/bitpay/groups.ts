import type { Fault } from "../contract/fault";
import { faultOf } from "../contract/faults";
import type { Observation, PayoutOrder, SendOutcome } from "../contract/payout";
import { isAboutCredentials, readAnswer } from "./answers";
import type { BitPayClient } from "./client";
import { type Drawing, instructionOf } from "./instruction";
import { observationOf, reasonOf, refusalOf } from "./mapping";
import { CancelledGroup, CreatedGroup, type Payout } from "./wire";

// Many payouts in one call, of which BitPay may take some and leave others, with HTTP 200 over both.

export type GroupOutcome =
  | {
      readonly kind: "answered";
      /** For cancelling what is still new of it, in one call. */
      readonly groupId: string | null;
      /** What became of each, by our number. */
      readonly outcomes: ReadonlyMap<string, SendOutcome>;
      /** What BitPay says of those that it left, as it says it: it names the payee only, which may be several payouts' payee. */
      readonly left: readonly { readonly payee: string; readonly message: string }[];
      readonly evidenceId: string;
    }
  /** Nothing is known of any of them but what this says: `outcome` holds for each. */
  | { readonly kind: "whole"; readonly outcome: Exclude<SendOutcome, { kind: "accepted" }> };

/**
 * Which payouts were left cannot be read from what BitPay says of them, so it is read from what it took: each carries our number. One
 * that is neither among those taken nor counted among those left is unknown, and has to be looked up.
 */
export async function sendPayoutGroup(client: BitPayClient, orders: readonly PayoutOrder[], drawing: Drawing): Promise<GroupOutcome> {
  const outcomes = new Map<string, SendOutcome>();
  const instructions: Readonly<Record<string, unknown>>[] = [];
  const asked: string[] = [];
  for (const order of orders) {
    const instruction = instructionOf(order, drawing);
    if (instruction.kind === "refused") outcomes.set(order.number, instruction.outcome);
    else {
      instructions.push(instruction.body);
      asked.push(order.number);
    }
  }

  const exchange = await client.call({
    purpose: "sendPayout",
    facade: "payout",
    method: "POST",
    path: "/payouts/group",
    body: { instructions },
  });
  if (exchange.kind === "neverLeft") return { kind: "whole", outcome: { kind: "notSent", fault: faultOf(exchange, client.now()) } };
  const read = readAnswer(exchange, CreatedGroup, client.now());
  if (read.kind === "problem") {
    const { status, evidenceId } = read.answer;
    const failure = isAboutCredentials(read.problem) ? null : refusalOf(read.problem, status);
    if (failure) return { kind: "whole", outcome: { kind: "refused", failure, evidenceId } };
    const isTurnedAway = isAboutCredentials(read.problem) && status >= 400 && status <= 499;
    return { kind: "whole", outcome: { kind: isTurnedAway ? "notSent" : "unknown", fault: read.fault } };
  }
  if (read.kind === "unavailable") return { kind: "whole", outcome: { kind: "unknown", fault: read.fault } };

  const { evidenceId } = read.answer;
  const taken = byNumber(read.value.created);
  for (const number of asked) {
    const payout = taken.get(number);
    if (payout) outcomes.set(number, { kind: "accepted", observation: observationOf(payout, evidenceId) });
  }
  const left = read.value.failed.map(({ payee, errMessage }) => ({ payee: payee ?? "", message: errMessage ?? "" }));
  const missing = asked.filter((number) => !taken.has(number));
  // Every row is ours and every payout has a row: then those that are missing are those that were left.
  const isAccountedFor = left.length === missing.length && read.value.created.length === asked.length - missing.length;
  for (const number of missing) outcomes.set(number, isAccountedFor ? refusedInGroup(left, evidenceId) : unaccounted(evidenceId));
  const groupId = [...taken.values()].map((payout) => payout.groupId).find((id) => typeof id === "string") ?? null;
  return { kind: "answered", groupId, outcomes, left, evidenceId };
}

export type GroupCancelled =
  | {
      readonly kind: "answered";
      readonly cancelled: readonly Observation[];
      /** Ids of those that were too far on. */
      readonly left: readonly { readonly providerPayoutId: string | null; readonly message: string }[];
    }
  | { readonly kind: "unavailable"; readonly fault: Fault };

export async function cancelPayoutGroup(client: BitPayClient, groupId: string): Promise<GroupCancelled> {
  const path = `/payouts/group/${encodeURIComponent(groupId)}`;
  const asked = await client.call({ purpose: "cancelPayout", facade: "payout", method: "DELETE", path });
  const read = readAnswer(asked, CancelledGroup, client.now());
  if (read.kind !== "read") return { kind: "unavailable", fault: read.fault };
  const { evidenceId } = read.answer;
  return {
    kind: "answered",
    cancelled: read.value.cancelled.flatMap((payout) => (payout ? [observationOf(payout, evidenceId)] : [])),
    left: read.value.failed.map(({ payoutId, errMessage }) => ({ providerPayoutId: payoutId ?? null, message: errMessage ?? "" })),
  };
}

function byNumber(payouts: readonly (Payout | null)[]): Map<string, Payout> {
  return new Map(payouts.flatMap((payout) => (payout?.reference ? [[payout.reference, payout]] : [])));
}

/** All that were left for one reason can be told that reason; for several, each payee's is in `left`. */
function refusedInGroup(left: readonly { readonly message: string }[], evidenceId: string): SendOutcome {
  const [message = "", ...others] = new Set(left.map((one) => one.message));
  const words = others.length === 0 ? message : "BitPay left it out of the group.";
  return { kind: "refused", failure: { reason: reasonOf(words), providerCode: "group", message: words }, evidenceId };
}

function unaccounted(evidenceId: string): SendOutcome {
  const message = "BitPay's answer to the group accounts for neither having nor refusing this payout.";
  return { kind: "unknown", fault: { kind: "unreadable", message, retryAfterSeconds: null, evidenceId } };
}
