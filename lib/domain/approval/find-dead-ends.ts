import { isMember } from "./judge-approval";
import type { NeedStep } from "./need";
import { stepsOf } from "./need";
import type { ApprovalPolicy, Conditions, PolicyRule, Range } from "./policy";
import { saySteps } from "./policy-words";
import type { Member } from "./say-approval";

/** Who is at the merchant. A place that is lent adds nobody: who lends and who takes count once together. */
export type Organisation = {
  /** Who may approve at all, and can sign in. */
  readonly checkers: readonly Member[];
  /** Who may make payouts; API keys too. */
  readonly makers: readonly { readonly id: string; readonly name: string }[];
};

/** Payouts that nobody could release: which rules ask for it, of whose payouts, and what is missing. */
export type DeadEnd = { readonly rules: readonly string[]; readonly sentence: string };

/**
 * Looks for what nobody could sign, of every maker's payouts: with no rule firing, with each rule, and with each two rules that can
 * fire together. Everybody counts for one step, and nobody for their own payouts.
 */
export function findDeadEnds(policy: ApprovalPolicy, organisation: Organisation): readonly DeadEnd[] {
  const alone = [[], ...policy.rules.map((rule) => [rule])].flatMap((rules) => judge(policy, rules, organisation));
  const stuck = new Set(alone.flatMap(({ rules }) => rules));
  // What is stuck by itself is stuck with any other too, and said once.
  const free = policy.rules.filter(({ name }) => !stuck.has(name));
  const pairs = free.flatMap((one, place) =>
    free.slice(place + 1).flatMap((other) => (canMeet(one.when, other.when) ? [[one, other]] : [])),
  );
  return [...alone, ...pairs.flatMap((rules) => judge(policy, rules, organisation))];
}

function judge(policy: ApprovalPolicy, rules: readonly PolicyRule[], organisation: Organisation): readonly DeadEnd[] {
  const steps = stepsOf(policy, rules);
  const makers = organisation.makers.filter(({ id }) => rules.every(({ when }) => when.maker?.includes(id) ?? true));
  const stuck = makers.filter(
    ({ id }) =>
      !canSign(
        steps,
        organisation.checkers.filter(({ personId }) => personId !== id),
      ),
  );
  if (stuck.length === 0) return [];
  const everybody = !canSign(steps, organisation.checkers);
  return [{ rules: rules.map(({ name }) => name), sentence: everybody ? sayNobody(steps, organisation) : sayOnlyMaker(steps, stuck) }];
}

/** Whether there are enough people for all steps when everybody signs once: each place is given somebody, who may be moved to another. */
export function canSign(steps: readonly NeedStep[], people: readonly Member[]): boolean {
  const places = steps.flatMap(({ group, count }) => Array.from({ length: count }, () => group));
  const taken = new Map<string, number>();
  const seat = (place: number, tried: Set<string>): boolean => {
    const group = places[place];
    if (!group) return false;
    return people.some((person) => {
      if (tried.has(person.personId) || !isMember(group, person)) return false;
      tried.add(person.personId);
      const other = taken.get(person.personId);
      if (other !== undefined && !seat(other, tried)) return false;
      taken.set(person.personId, place);
      return true;
    });
  };
  return places.every((_, place) => seat(place, new Set()));
}

function sayNobody(steps: readonly NeedStep[], { checkers }: Organisation): string {
  const lacking = steps.flatMap(({ group, count }) => {
    const there = checkers.filter((person) => isMember(group, person)).length;
    return there < count ? [`of ${group.name} there ${there === 1 ? "is 1 person" : `are ${there} people`} and it takes ${count}`] : [];
  });
  const why = lacking.length > 0 ? lacking.join("; ") : "everybody signs once, and there are too few for all the steps together";
  return `It asks for ${saySteps(steps)}, which nobody's payouts could get: ${why}.`;
}

function sayOnlyMaker(steps: readonly NeedStep[], stuck: Organisation["makers"]): string {
  const names = new Intl.ListFormat("en", { type: "conjunction" }).format(stuck.map(({ name }) => name));
  return `It asks for ${saySteps(steps)}, which payouts of ${names} could not get: nobody signs what they made themselves.`;
}

/** Whether one payout can meet both. Amounts and values that exclude each other say no; where it cannot be told, it can. */
function canMeet(one: Conditions, other: Conditions): boolean {
  const lists = ["currency", "provider", "loop", "source", "maker"] as const;
  const excluded = lists.some((kind) => {
    const [a, b]: (readonly string[] | undefined)[] = [one[kind], other[kind]];
    return a !== undefined && b !== undefined && !a.some((value) => b.includes(value));
  });
  return !excluded && meets(one.amount, other.amount) && meets(one.makerDay, other.makerDay);
}

function meets(one: Range | undefined, other: Range | undefined): boolean {
  if (!one || !other) return true;
  const above = Math.max(Number(one.above ?? 0), Number(other.above ?? 0));
  return above < Math.min(Number(one.upTo ?? Infinity), Number(other.upTo ?? Infinity));
}
