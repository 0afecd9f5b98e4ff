import { db } from "@/lib/db/client";
import { peopleWith } from "@/lib/db/people-with";
import type { Actor } from "@/lib/domain/access/actor";
import type { ApprovalPolicy } from "@/lib/domain/approval/policy";
import { ApprovalPolicyShape } from "@/lib/domain/approval/policy-shape";

export type ApprovalRule = {
  readonly policy: ApprovalPolicy;
  /** Who could decide on a payout of this actor's: whoever may approve at the merchant, but never the actor. */
  readonly checkers: readonly string[];
};

/** Which rule will ask whom, for the summary of a payout that is being made. */
export async function readApprovalRule(actor: Extract<Actor, { kind: "person" }>): Promise<ApprovalRule> {
  const { merchantId, personId } = actor;
  const [merchant, checkers] = await Promise.all([
    db().merchant.findUniqueOrThrow({ where: { id: merchantId }, select: { policy: true } }),
    peopleWith(db(), merchantId, "payout.approve"),
  ]);
  return {
    policy: ApprovalPolicyShape.parse(merchant.policy),
    checkers: checkers.flatMap((one) => (one.personId === personId ? [] : one.name)),
  };
}
