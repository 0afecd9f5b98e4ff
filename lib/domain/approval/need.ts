import { type NeedFacts, whyHolds } from "./conditions";
import { type ApprovalPolicy, type Asked, CHECKERS, type PolicyRule, type SigningGroup, STEP_UP_KINDS, type StepUpKind } from "./policy";
import { listAnd, sayEffect, saySteps } from "./policy-words";

/** A group that signs, and how many of it. Kept with the payout as the policy said it then: a later policy changes no one's list. */
export type NeedStep = { readonly group: SigningGroup; readonly count: number };

export type FiredRule = { readonly id: string; readonly name: string; readonly sentence: string };

/** What policy asks for a payout. No steps: nobody has to approve it. */
export type ApprovalNeed = {
  readonly steps: readonly NeedStep[];
  readonly stepUp: StepUpKind;
  readonly holdMinutes: number;
  readonly fired: readonly FiredRule[];
};

/**
 * Every rule whose conditions hold fires, and all of them are heeded: of each group as many as the strictest asks for, one group after
 * another in the policy's order; the strictest proof; the longest rest. "Nobody" counts only where no other rule asks for people, and
 * where no rule says anything of people, the usual number of checkers decides. The order of the rules means nothing.
 */
export function needOf(policy: ApprovalPolicy, facts: NeedFacts): ApprovalNeed {
  const firing = policy.rules.flatMap((rule) => {
    const why = whyFires(rule, facts);
    return why === null ? [] : [{ rule, why }];
  });
  const rules = firing.map(({ rule }) => rule);
  const steps = stepsOf(policy, rules);
  const fired = firing.map(({ rule, why }) => ({ id: rule.id, name: rule.name, sentence: sentenceOf(rule, { why, policy, steps }) }));
  return {
    steps,
    stepUp: strictest(rules.map(({ effect }) => effect.stepUp)),
    holdMinutes: Math.max(0, ...rules.map(({ effect }) => effect.holdMinutes)),
    fired: rules.some(saysWho) ? fired : [...fired, { ...USUAL, sentence: `No rule says who decides: ${saySteps(steps)}.` }],
  };
}

export function peopleNeeded(steps: readonly Pick<NeedStep, "count">[]): number {
  return steps.reduce((sum, { count }) => sum + count, 0);
}

const USUAL = { id: "usual", name: "The usual" } as const;

function whyFires({ when, effect }: PolicyRule, facts: NeedFacts): readonly string[] | null {
  return whyHolds(when, facts, effect.people === "none" ? "surely" : "perhaps");
}

/** What these rules together ask of people. */
export function stepsOf({ groups, checkers }: ApprovalPolicy, rules: readonly PolicyRule[]): readonly NeedStep[] {
  const asked = rules.flatMap(({ effect }) => (effect.people === "none" ? [] : effect.people));
  // A proof of oneself is asked of somebody: such a rule wants people, whoever they are.
  const wantsNobody = rules.some(({ effect }) => effect.people === "none") && !rules.some(({ effect }) => effect.stepUp !== "none");
  if (asked.length === 0 && wantsNobody) return [];
  const counts = mostOfEach(asked);
  const missing = checkers - [...counts.values()].reduce((sum, count) => sum + count, 0);
  // Naming who is never a way to ask fewer people than usual.
  if (missing > 0) counts.set(CHECKERS.id, (counts.get(CHECKERS.id) ?? 0) + missing);
  return groups.flatMap((group) => {
    const count = counts.get(group.id) ?? 0;
    return count === 0 ? [] : [{ group, count }];
  });
}

function mostOfEach(asked: readonly Asked[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { group, count } of asked) counts.set(group, Math.max(count, counts.get(group) ?? 0));
  return counts;
}

function strictest(kinds: readonly StepUpKind[]): StepUpKind {
  return STEP_UP_KINDS.findLast((kind) => kinds.includes(kind)) ?? "none";
}

/** Whether a rule says anything of who decides. */
function saysWho({ effect }: PolicyRule): boolean {
  return effect.people === "none" || effect.people.length > 0;
}

type Said = { readonly why: readonly string[]; readonly policy: ApprovalPolicy; readonly steps: readonly NeedStep[] };

function sentenceOf({ effect }: PolicyRule, { why, policy, steps }: Said): string {
  const because = why.length === 0 ? "It holds for every payout" : upperFirst(listAnd(why));
  const overruled = effect.people === "none" && steps.length > 0 ? ", but another rule asks for people" : "";
  return `${because}: ${sayEffect(effect, policy.groups)}${overruled}.`;
}

function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
