import { STATUS_LOOKS } from "@/components/display/status-looks";
import { type FilterName, isFilterName } from "@/lib/domain/payout/filters";
import type { PayoutState } from "@/lib/domain/payout/lifecycle";

/** What each filter is called on its chip. */
export const FILTER_LABELS = {
  q: "Search",
  state: "Status",
  from: "From",
  to: "Until",
  provider: "Provider",
  connection: "Paid from",
  currency: "Currency",
  amountFrom: "Lowest amount",
  amountTo: "Highest amount",
  loop: "Loop",
  reference: "Reference",
  orderId: "Order",
  receiverId: "Receiver",
  makerId: "Made by",
  checkerId: "Decided by",
  batchId: "Batch",
  assigneeId: "Whose",
  rail: "Rail",
  failureReason: "Why it failed",
  zone: "Days in",
  changedFrom: "Changed since",
  contradicted: "Contradicted",
} as const satisfies Record<FilterName, string>;

export function filterLabel(name: string): string {
  return isFilterName(name) ? FILTER_LABELS[name] : "Page";
}

/** States as people look for them: whose turn it is, and whether the money arrived. */
export const STATE_GROUPS: readonly { readonly title: string; readonly states: readonly PayoutState[] }[] = [
  { title: "Needs a person", states: ["awaitingApproval", "unconfirmed", "held"] },
  { title: "Did not arrive", states: ["failed", "refused", "returned"] },
  { title: "Paid", states: ["settled"] },
  { title: "Under way", states: ["approved", "dispatching", "inFlight"] },
  { title: "Never sent", states: ["draft", "rejected", "cancelled", "expired", "discarded"] },
];

/** "Failed", "Failed, Refused", "Failed and 3 more"; a whole group by its name. */
export function sayStates(states: readonly PayoutState[]): string {
  const group = STATE_GROUPS.find((one) => one.states.length === states.length && one.states.every((state) => states.includes(state)));
  if (group && states.length > 1) return group.title;
  return sayList(states.map((state) => STATUS_LOOKS[state].word));
}

export function sayList(words: readonly string[]): string {
  const [first = "", second, ...rest] = words;
  if (second === undefined) return first;
  return rest.length === 0 ? `${first}, ${second}` : `${first} and ${rest.length + 1} more`;
}
