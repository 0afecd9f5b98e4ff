import * as z from "zod";
import type { PolicyInForce } from "@/lib/domain/approval/policy";
import { ApprovalPolicyShape } from "@/lib/domain/approval/policy-shape";
import type { Tx } from "./client";
import { Prisma } from "./generated/client";
import { keepPlan } from "./kept-plan";

/** What whatever a merchant is asked for now is judged and dated by. */
export type HouseRules = { readonly policy: PolicyInForce; readonly timeZone: string };

const Row = z.object({ version: z.int(), body: z.unknown(), timeZone: z.string() });

// What was proposed can never be altered (the database says so), so a version that was read once is known for good. Which one is in
// force is asked every time.
const known = new Map<string, PolicyInForce>();

export async function readHouseRules(tx: Tx, merchantId: string): Promise<HouseRules> {
  const last = known.get(merchantId);
  const [row] = z.array(Row).parse(
    await tx.$queryRaw(
      keepPlan(Prisma.sql`
        SELECT v."version", CASE WHEN v."version" = ${last?.version ?? 0} THEN NULL ELSE v."body" END AS "body", m."timeZone"
        FROM "policy_version" v JOIN "merchant" m ON m."id" = v."merchantId"
        WHERE v."merchantId" = ${merchantId} AND v."state" = 'active'`),
    ),
  );
  if (!row) throw new Error(`The merchant ${merchantId} has no approval policy.`);
  const { version, timeZone } = row;
  const policy = last?.version === version ? last : { ...ApprovalPolicyShape.parse(row.body), version };
  known.set(merchantId, policy);
  return { policy, timeZone };
}

/** The version of a merchant's approval policy that judges what is asked for now. */
export async function readPolicy(tx: Tx, merchantId: string): Promise<PolicyInForce> {
  return (await readHouseRules(tx, merchantId)).policy;
}
