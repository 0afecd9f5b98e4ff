import type { PolicyInForce } from "@/lib/domain/approval/policy";
import { ApprovalPolicyShape } from "@/lib/domain/approval/policy-shape";
import type { Tx } from "./client";

/** The version of a merchant's approval policy that judges what is asked for now. */
export async function readPolicy(tx: Tx, merchantId: string): Promise<PolicyInForce> {
  const active = await tx.policyVersion.findFirst({ where: { merchantId, state: "active" }, select: { version: true, body: true } });
  if (!active) throw new Error(`The merchant ${merchantId} has no approval policy.`);
  return { ...ApprovalPolicyShape.parse(active.body), version: active.version };
}
