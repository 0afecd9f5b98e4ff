import { groupThousands } from "@/lib/base/say-money";
import { kindsOf } from "./conditions";
import type { ApprovalPolicy, ConditionKind, Conditions, PolicyRule, Range, SigningGroup } from "./policy";
import type { PolicyNames } from "./policy-names";
import { listAnd, listOr, SAID, sayEffect } from "./policy-words";

type Say<K extends ConditionKind> = (
  value: NonNullable<Conditions[K]>,
  words: { readonly currency: string; readonly names: PolicyNames },
) => string;

const CONDITIONS: { readonly [K in ConditionKind]: Say<K> } = {
  amount: (range, { currency }) => `the amount is ${sayRange(range, currency)}`,
  ownAmount: (range) => `the amount is ${sayRange(range, "of its own currency")}`,
  makerDay: (range, { currency }) => `what its maker asks for in a day is ${sayRange(range, currency)}`,
  currency: (currencies) => `it is paid in ${listOr(currencies)}`,
  provider: (providers, { names }) => `it goes through ${listOr(providers.map((id) => names.providers[id] ?? id))}`,
  rail: (rails) => `it may go by ${listOr(rails)}`,
  loop: (loops) => `it goes ${listOr(loops.map((loop) => SAID.loop[loop]))}`,
  source: (sources) => `it comes ${listOr(sources.map((source) => SAID.source[source]))}`,
  maker: (makers, { names }) => `${listOr(makers.map((id) => names.people[id] ?? "somebody who is gone"))} made it`,
  receiver: (marks) => listOr(marks.map((mark) => SAID.risk[mark])),
  receiverYoungerThanDays: (days) => `the receiver has been on file for fewer than ${days === 1 ? "1 day" : `${days} days`}`,
  country: (countries) =>
    listOr(countries.map((country) => (country === "none" ? "the receiver's country is not on file" : `the receiver is in ${country}`))),
  tag: (tags) => `the receiver is tagged ${listOr(tags)}`,
  risk: (rules) => listOr(rules.map((rule) => SAID.risk[rule])),
  payee: (results) => listOr(results.map((result) => SAID.payee[result])),
  weekday: (days) => `it is ${listOr(days.map(SAID.weekday))}`,
  hours: ({ from, to }) => `it is between ${from} and ${to}`,
};

/** A rule as a sentence: "Where the amount is above 10,000 EUR and it comes by API: 2 of Checkers." */
export function sayRule(
  { when, effect }: PolicyRule,
  words: { readonly currency: string; readonly names: PolicyNames; readonly groups: readonly SigningGroup[] },
): string {
  const conditions = kindsOf(when).map((kind) => sayCondition(kind, when, words));
  const where = conditions.length === 0 ? "For every payout" : `Where ${listAnd(conditions)}`;
  return `${where}: ${sayEffect(effect, words.groups)}.`;
}

export function sayGroup({ roles, people }: SigningGroup, names: PolicyNames): string {
  if (roles.length === 0 && people.length === 0) return "everybody who may approve";
  const named = people.map((id) => names.people[id] ?? "somebody who is gone");
  return listAnd([...roles.map((role) => `whoever is ${names.roles[role] ?? role}`), ...named]);
}

/** Everything that is no rule and no group. */
export function saySettings(policy: ApprovalPolicy): readonly { readonly what: string; readonly said: string }[] {
  return SETTINGS.map(({ what, say }) => ({ what, said: say(policy) }));
}

const SETTINGS: readonly { readonly what: string; readonly say: (policy: ApprovalPolicy) => string }[] = [
  { what: "Currency of the rules", say: ({ currency }) => currency },
  { what: "Where no rule says who", say: ({ checkers }) => (checkers === 1 ? "one checker" : `${checkers} checkers`) },
  { what: "Waits for approval", say: ({ approvalOpenDays }) => days(approvalOpenDays) },
  { what: "A new account is confirmed by a second person", say: ({ accounts }) => yes(accounts.confirmNew) },
  { what: "A changed account is confirmed by a second person", say: ({ accounts }) => yes(accounts.confirmChanged) },
  {
    what: "An account rests before it is paid",
    say: ({ accounts }) => (accounts.coolOffHours === 0 ? "not at all" : `${accounts.coolOffHours} hours`),
  },
  { what: "The same amount stands out", say: ({ sense }) => `within ${days(sense.sameAmountDays)}` },
  { what: "The same reference stands out", say: ({ sense }) => `within ${days(sense.sameReferenceDays)}` },
  { what: "An amount stands out", say: ({ sense }) => `from ${sense.abovePercent} % of the receiver's usual` },
  { what: "An amount stands out for its maker", say: ({ sense }) => `from ${sense.makerAbovePercent} % of the maker's usual` },
  { what: "Payouts that make a habit", say: ({ sense }) => `${sense.leastTimes}` },
  { what: "What may be the same twice needs a reason", say: ({ sense }) => yes(sense.duplicateNeedsReason) },
];

function days(count: number): string {
  return count === 1 ? "1 day" : `${count} days`;
}

function yes(isSo: boolean): string {
  return isSo ? "yes" : "no";
}

function sayCondition<K extends ConditionKind>(
  kind: K,
  when: Conditions,
  words: { readonly currency: string; readonly names: PolicyNames },
): string {
  const value = when[kind];
  return value === undefined || value === null ? "" : CONDITIONS[kind](value, words);
}

function sayRange({ above, upTo }: Range, unit: string): string {
  const said = [
    ...(above === undefined ? [] : [`above ${groupThousands(above)}`]),
    ...(upTo === undefined ? [] : [`up to ${groupThousands(upTo)}`]),
  ];
  return `${said.join(" and ")} ${unit}`;
}
