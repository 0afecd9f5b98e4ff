import type { PayeeResult } from "@/lib/domain/account/payee-check";
import type { SenseRule } from "@/lib/domain/payout/sense-rules";
import type { Asked, Effect, PayoutSource, SigningGroup, StepUpKind } from "./policy";

// How policies are said: in the same words wherever a rule is listed, compared, or explained on a payout.

const WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"] as const;

/** Values of conditions, as they stand in the middle of a sentence. */
export const SAID = {
  loop: { closed: "back to an account that paid in", open: "to a receiver's account" },
  source: { screen: "from the screen", api: "by API", batch: "from a file", schedule: "by a schedule" } satisfies Record<
    PayoutSource,
    string
  >,
  risk: {
    accountChanged: "the account was changed since it was last paid",
    sameAmount: "the same amount was asked for or paid before",
    sameReference: "the same reference was used before",
    sameRow: "another row of the same file asks for the same",
    accountShared: "other receivers have the very same account",
    firstPayout: "it is the first payout to this receiver",
    accountNew: "the account was never paid, while another one was",
    amountAbove: "the amount is far above this receiver's usual",
    makerAbove: "the amount is far above this maker's usual",
  } satisfies Record<SenseRule, string>,
  payee: {
    match: "the bank says that the name is the account's",
    partialMatch: "the bank says that the name is nearly the account's",
    noMatch: "the bank says that the name is not the account's",
    notPossible: "the bank does not say whose account it is",
    none: "nobody has asked the bank whose account it is",
  } satisfies Record<PayeeResult | "none", string>,
  weekday: (day: number) => WEEKDAYS[day - 1] ?? "no day",
} as const;

/** What a rule asks for: "2 of Checkers, then 1 of Finance; a fresh proof for each payout; 30 minutes of rest". */
export function sayEffect({ people, stepUp, holdMinutes }: Effect, groups: readonly SigningGroup[]): string {
  const asked = people === "none" ? ["nobody has to approve it"] : people.length === 0 ? [] : [saySteps(inOrder(people, groups))];
  const said = [...asked, ...sayStepUp(stepUp), ...(holdMinutes > 0 ? [`it rests ${sayMinutes(holdMinutes)} once approved`] : [])];
  return said.length === 0 ? "nothing more is asked for" : said.join("; ");
}

export function saySteps(steps: readonly { readonly group: Pick<SigningGroup, "id" | "name">; readonly count: number }[]): string {
  if (steps.length === 0) return "nobody has to approve it";
  return steps.map(({ group, count }) => `${count} of ${group.name}`).join(", then ");
}

export function sayMinutes(minutes: number): string {
  if (minutes % 60 !== 0 || minutes === 0) return minutes === 1 ? "1 minute" : `${minutes} minutes`;
  return minutes === 60 ? "1 hour" : `${minutes / 60} hours`;
}

const OR = new Intl.ListFormat("en", { type: "disjunction" });
const AND = new Intl.ListFormat("en");

export function listOr(words: readonly string[]): string {
  return OR.format(words);
}

export function listAnd(words: readonly string[]): string {
  return AND.format(words);
}

function inOrder(people: readonly Asked[], groups: readonly SigningGroup[]) {
  return groups.flatMap((group) => people.filter((asked) => asked.group === group.id).map(({ count }) => ({ group, count })));
}

function sayStepUp(stepUp: StepUpKind): readonly string[] {
  if (stepUp === "none") return [];
  return stepUp === "item" ? ["whoever approves proves themselves afresh for it"] : ["whoever approves has proved themselves lately"];
}
