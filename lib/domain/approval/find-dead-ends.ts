import { canSign, findShortage } from "./can-sign";
import { type NeedStep, stepsOf } from "./need";
import { type PayoutKind, type PayoutMaker, type PayoutWay, payoutKinds } from "./payout-kinds";
import type { ApprovalPolicy, PolicyRule } from "./policy";
import { listAnd, saySteps } from "./policy-words";
import type { Member } from "./say-approval";

/** Who is at the merchant, and how money can leave. A place that is lent adds nobody: who lends and who takes count once together. */
export type Organisation = {
  /** Who may approve at all, and can sign in. */
  readonly checkers: readonly Member[];
  /** Who may make payouts; API keys too. */
  readonly makers: readonly PayoutMaker[];
  readonly ways: readonly PayoutWay[];
};

/** Payouts that nobody could release: which rules ask for it together (none: no rule fires), of whose payouts, and who is missing. */
export type DeadEnd = { readonly rules: readonly string[]; readonly sentence: string };

/**
 * Looks for what nobody could sign, exactly: of every maker's payouts, with every set of rules that one payout can meet. Everybody signs
 * once, and nobody what they made. More rules never ask for fewer people, so what is told are the smallest sets; where somebody wrote so
 * many rules that not every set can be looked at, that is told as well.
 */
export function findDeadEnds(policy: ApprovalPolicy, organisation: Organisation): readonly DeadEnd[] {
  const kindsFor = payoutKinds(policy, organisation.ways);
  const search = new Search(policy);
  const stuck = new Map<string, { rules: readonly number[]; makers: PayoutMaker[] }>();
  for (const maker of organisation.makers) {
    const people = organisation.checkers.filter(({ personId }) => personId !== maker.id);
    const found = kindsFor(maker).flatMap((kind) => search.of(kind, people));
    for (const rules of found.filter((one) => !found.some((other) => isWithin(other, one)))) {
      const known = stuck.get(rules.join());
      if (known === undefined) stuck.set(rules.join(), { rules, makers: [maker] });
      else if (!known.makers.includes(maker)) known.makers.push(maker);
    }
  }
  const told = [...stuck.values()].sort((a, b) => a.rules.length - b.rules.length || compare(a.rules, b.rules));
  const deadEnds = told.map(({ rules, makers }) => {
    const fired = rules.flatMap((rule) => policy.rules[rule] ?? []);
    return { rules: fired.map(({ name }) => name), sentence: say(stepsOf(policy, fired), makers, organisation) };
  });
  return search.isCutShort ? [...deadEnds, { rules: policy.rules.map(({ name }) => name), sentence: TOO_MANY }] : deadEnds;
}

const TOO_MANY =
  "They can meet in so many ways that not every one could be looked at, so some payouts might never be released. Let there be fewer rules that ask for people.";

/** Sets of rules that are looked at: far more than a policy has that people can still follow. */
const MOST_SETS = 1_000;

class Search {
  isCutShort = false;
  private sets = 0;
  private readonly signed = new Map<string, boolean>();
  private readonly asking: readonly number[];
  private readonly lettingGo: readonly number[];

  constructor(private readonly policy: ApprovalPolicy) {
    const places = [...policy.rules.keys()];
    this.asking = places.filter((place) => asksForPeople(policy.rules[place]));
    this.lettingGo = places.filter((place) => policy.rules[place]?.effect.people === "none");
  }

  /** The smallest sets of rules that payouts of this kind can meet and these people could not sign. */
  of(kind: PayoutKind, people: readonly Member[]): readonly (readonly number[])[] {
    // Where no rule asks for people the usual number decides, unless one lets it go alone.
    if (!this.canSign([], people) && kind.canEscape(this.lettingGo)) return [[]];
    return this.beyond([], this.asking, { kind, people });
  }

  private beyond(rules: readonly number[], others: readonly number[], of: { kind: PayoutKind; people: readonly Member[] }): number[][] {
    if (++this.sets > MOST_SETS) this.isCutShort = true;
    if (this.isCutShort) return [];
    const meeting = others.filter((rule) => of.kind.canMeet([...rules, rule]));
    const free = meeting.filter((rule) => this.canSign([...rules, rule], of.people));
    const stuck = meeting.filter((rule) => !free.includes(rule)).map((rule) => [...rules, rule]);
    // Whatever more fires asks for at most as many as all of them at once.
    if (free.length < 2 || this.canSign([...rules, ...free], of.people)) return stuck;
    return [...stuck, ...free.flatMap((rule, place) => this.beyond([...rules, rule], free.slice(place + 1), of))];
  }

  private canSign(rules: readonly number[], people: readonly Member[]): boolean {
    const fired = rules.flatMap((rule) => this.policy.rules[rule] ?? []);
    const steps = stepsOf(this.policy, fired);
    // Many sets of rules ask for the same.
    const asked = [
      people.length,
      ...people.map(({ personId }) => personId),
      ...steps.map(({ group, count }) => `${count} ${group.id}`),
    ].join();
    const known = this.signed.get(asked) ?? canSign(steps, people);
    this.signed.set(asked, known);
    return known;
  }
}

/** A proof of oneself is asked of somebody. */
function asksForPeople(rule: PolicyRule | undefined): boolean {
  return rule !== undefined && rule.effect.people !== "none" && (rule.effect.people.length > 0 || rule.effect.stepUp !== "none");
}

function isWithin(some: readonly number[], others: readonly number[]): boolean {
  return some.length < others.length && some.every((rule) => others.includes(rule));
}

function compare(a: readonly number[], b: readonly number[]): number {
  const place = a.findIndex((rule, at) => rule !== b[at]);
  return place < 0 ? 0 : (a[place] ?? 0) - (b[place] ?? 0);
}

function say(steps: readonly NeedStep[], makers: readonly PayoutMaker[], { checkers }: Organisation): string {
  const asked = `It asks for ${saySteps(steps)}`;
  if (!canSign(steps, checkers)) return `${asked}, which nobody's payouts could get: ${sayShortage(steps, checkers)}.`;
  const names = listAnd(makers.map(({ name }) => name));
  // Each of them alone: of two who could sign each other's, neither is missing twice.
  const own = makers.map(({ id }) =>
    sayShortage(
      steps,
      checkers.filter(({ personId }) => personId !== id),
    ),
  );
  const why = [...new Set(own)].join("; or ");
  return `${asked}, which payouts of ${names} could not get: nobody signs what they made themselves, and without them ${why}.`;
}

function sayShortage(steps: readonly NeedStep[], people: readonly Member[]): string {
  const shortage = findShortage(steps, people);
  if (!shortage) return "there is nobody missing";
  const { length } = shortage.people;
  const count = shortage.steps.reduce((sum, step) => sum + step.count, 0);
  const groups = listAnd(shortage.steps.map(({ group }) => group.name));
  const there = length === 0 ? "is nobody" : length === 1 ? "is 1 person" : `are ${length} people`;
  const named = length > 0 && length <= MOST_NAMES ? ` (${listAnd(shortage.people.map(({ name }) => name))})` : "";
  const together = shortage.steps.length > 1 ? " together" : "";
  const once = shortage.steps.length > 1 ? ", since everybody signs once" : "";
  return `of ${groups}${together} there ${there}${named} and it takes ${count}${once}`;
}

const MOST_NAMES = 3;
