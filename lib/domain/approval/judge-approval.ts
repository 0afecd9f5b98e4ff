import type { Money } from "@/lib/base/money";
import { sayMoney } from "@/lib/base/say-money";
import { type Actor, may } from "@/lib/domain/access/actor";
import type { DenialCode } from "@/lib/domain/access/denial";
import type { NeedStep } from "./need";
import type { SigningGroup } from "./policy";

/** An approval on record, of the payout as it stands. */
export type Approval = {
  readonly checkerId: string;
  /** Whose place was taken, where it was not the checker's own. */
  readonly forId: string | null;
  readonly step: number;
};

export type ApprovalFacts = {
  /** Person or API key that made it. */
  readonly makerId: string;
  /** People who have edited it since, or brought the account that it goes to. */
  readonly touchedBy: readonly string[];
  readonly steps: readonly NeedStep[];
  readonly approvals: readonly Approval[];
};

/** Somebody who lends the checker their place now; `beyond`: only up to this much, and the payout is not within it. */
export type Lent = { readonly personId: string; readonly name: string; readonly role: string; readonly beyond?: Money };

export type ApprovalVerdict =
  /** It counts for this step. `missing`: how many more people it takes then; none: it is approved. */
  | { readonly kind: "counts"; readonly step: number; readonly as: Lent | null; readonly missing: number }
  /** `sentence`: where more can be said than the code's own words. */
  | { readonly kind: "denied"; readonly code: DenialCode; readonly sentence?: string };

/**
 * Whether this checker's approval counts, and for which step: steps are signed one after another, each by other people. Nobody approves
 * what they made, edited, or whose account they brought, neither in their own place nor in another's; and who lends a place and who
 * takes it count once together.
 */
export function judgeApproval(facts: ApprovalFacts, checker: Actor, lent: readonly Lent[] = []): ApprovalVerdict {
  if (checker.kind !== "person" || !may(checker, "payout.approve")) return { kind: "denied", code: "forbidden" };
  if (checker.personId === facts.makerId) return { kind: "denied", code: "makerIsChecker" };
  if (facts.touchedBy.includes(checker.personId)) return { kind: "denied", code: "touchedByChecker" };
  if (hasSigned(facts, checker.personId)) return { kind: "denied", code: "alreadyDecided" };
  const step = openStep(facts);
  const need = facts.steps[step];
  if (need === undefined) return { kind: "denied", code: "changedMeanwhile" };
  const missing = missingPeople(facts) - 1;
  if (isMember(need.group, checker)) return { kind: "counts", step, as: null, missing };
  const free = lent.filter(
    ({ personId }) => personId !== facts.makerId && !facts.touchedBy.includes(personId) && !hasSigned(facts, personId),
  );
  const members = free.filter((lender) => isMember(need.group, lender));
  const as = members.find(({ beyond }) => beyond === undefined);
  return as === undefined ? { kind: "denied", code: "notYourStep", sentence: sayBeyond(members) } : { kind: "counts", step, as, missing };
}

/** The first step that is not signed by as many as it takes; as many as there are steps when all are. */
export function openStep({ steps, approvals }: Pick<ApprovalFacts, "steps" | "approvals">): number {
  const place = steps.findIndex(({ count }, step) => given(approvals, step) < count);
  return place < 0 ? steps.length : place;
}

export function missingPeople({ steps, approvals }: Pick<ApprovalFacts, "steps" | "approvals">): number {
  return steps.reduce((sum, { count }, step) => sum + Math.max(0, count - given(approvals, step)), 0);
}

/** A group that names nobody is everybody who may approve at all. */
export function isMember(
  { roles, people }: SigningGroup,
  { personId, role }: { readonly personId: string; readonly role: string },
): boolean {
  return (roles.length === 0 && people.length === 0) || roles.includes(role) || people.includes(personId);
}

function sayBeyond(lenders: readonly Lent[]): string | undefined {
  const places = lenders.flatMap(({ name, beyond }) => (beyond ? [`${name}'s place is lent to you up to ${sayMoney(beyond)}`] : []));
  return places.length === 0 ? undefined : `It is for somebody else to sign: ${places.join(", ")}, and this payout is not within that.`;
}

function given(approvals: readonly Approval[], step: number): number {
  return approvals.filter((approval) => approval.step === step).length;
}

function hasSigned({ approvals }: ApprovalFacts, personId: string): boolean {
  return approvals.some(({ checkerId, forId }) => checkerId === personId || forId === personId);
}
