import type { Actor } from "@/lib/domain/access/actor";
import type { DenialCode } from "@/lib/domain/access/denial";
import { type ApprovalFacts, judgeApproval, type Lent } from "./judge-approval";

/** A payout of a unit, and what decides whether somebody's word on it counts. */
export type UnitMember = { readonly facts: ApprovalFacts; readonly lent: readonly Lent[] };

export type Signable<T> = T & { readonly step: number; readonly as: Lent | null; readonly missing: number };
export type JudgedUnit<T> = {
  /** What this checker's signature covers. */
  readonly signed: readonly Signable<T>[];
  /** What it does not, with why: each is somebody else's to decide. */
  readonly apart: readonly (T & { readonly code: DenialCode })[];
};

/** A unit is signed payout by payout, by the same rule as any: what somebody had a hand in is set apart and never carried along. */
export function judgeUnit<T extends UnitMember>(members: readonly T[], checker: Actor): JudgedUnit<T> {
  const signed: Signable<T>[] = [];
  const apart: (T & { readonly code: DenialCode })[] = [];
  for (const member of members) {
    const verdict = judgeApproval(member.facts, checker, member.lent);
    if (verdict.kind === "denied") apart.push({ ...member, code: verdict.code });
    else signed.push({ ...member, step: verdict.step, as: verdict.as, missing: verdict.missing });
  }
  return { signed, apart };
}
