import type { Money } from "@/lib/base/money";
import type { Tx } from "@/lib/db/client";
import { readNeedFacts } from "@/lib/db/need-facts";
import type { HouseRules } from "@/lib/db/read-policy";
import { readSenseFacts, type SenseTarget } from "@/lib/db/sense-facts";
import { type FiredRule, type NeedStep, needOf, peopleNeeded } from "@/lib/domain/approval/need";
import type { PayoutSource } from "@/lib/domain/approval/policy";
import type { SenseLimits } from "@/lib/domain/payout/sense-limits";
import { type SenseWarning, senseWarnings } from "@/lib/domain/payout/sense-rules";
import { providerOf } from "@/lib/providers/registry";

/** A payout that is asked for, or that was edited and is asked for again. */
export type PayoutFacts = {
  readonly merchantId: string;
  /** As they were when the caller locked for judging. */
  readonly rules: HouseRules;
  readonly amount: Money;
  readonly source: PayoutSource;
  readonly provider: string;
  readonly target: SenseTarget;
  readonly reference: string;
  /** Person or API key. */
  readonly maker: { readonly id: string; readonly name: string };
  readonly submissionKey?: string | null;
  /** Which other row of its file asks for the same. */
  readonly sameRow?: string | null;
  /** What it is an occurrence of: the others of it are no sign that it is asked for twice. */
  readonly scheduleId?: string;
  /** Once it is made: neither its own amount nor its own reference speaks against it. */
  readonly payoutId?: string;
};

/** What the payout's row keeps of the judgement; `warnings` and `limits` are what was looked at on the way. */
export type JudgedNeed = {
  readonly kept: {
    readonly policyVersion: number;
    readonly neededCheckers: number;
    readonly needSteps: NeedStep[];
    readonly stepUp: string;
    readonly holdMinutes: number;
    readonly firedRules: FiredRule[];
  };
  readonly warnings: readonly SenseWarning[];
  readonly limits: SenseLimits;
};

/**
 * Runs the policy in force over a payout as it stands now. Whoever changes a payout after it was judged calls this again in the same
 * transaction, writes what it says, and begins a new `round`: decisions belong to a round, so those before cover nothing any more.
 * Call `lockForJudging` and `lockMakerDay` first, so that two at once are not judged by the same running total. Null: by then another policy was in force
 * than the one of these rules.
 */
export async function judgeNeed(tx: Tx, facts: PayoutFacts): Promise<JudgedNeed | null> {
  const { merchantId, rules, amount, source, target, reference, maker, submissionKey, scheduleId, payoutId } = facts;
  const { policy } = rules;
  const { manifest } = providerOf(facts.provider);
  const known = await readSenseFacts(tx, {
    ...{ merchantId, limits: policy.sense, reference, submissionKey, scheduleId, amount, maker, target, payoutId },
  });
  const warnings = senseWarnings({ ...known, sameRow: facts.sameRow }, policy.sense);
  const asked = await readNeedFacts(tx, {
    ...{ merchantId, rules, target, payoutId, amount, source, maker },
    provider: { id: manifest.id, label: manifest.label },
    rails: manifest.rails,
    loop: target.paymentSourceId === null ? "open" : "closed",
    risks: warnings.map(({ rule }) => rule),
  });
  if (asked.policyVersion !== policy.version) return null;
  const { steps, stepUp, holdMinutes, fired } = needOf(policy, asked.facts);
  const kept = {
    policyVersion: policy.version,
    neededCheckers: peopleNeeded(steps),
    needSteps: [...steps],
    stepUp,
    holdMinutes,
    firedRules: [...fired],
  };
  return { kept, warnings, limits: policy.sense };
}
