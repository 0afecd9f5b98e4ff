import * as z from "zod";
import { CURRENCIES } from "@/lib/base/currency";
import { NeedSteps } from "@/lib/domain/approval/need-shape";
import type { Tx } from "./client";

const Given = z
  .array(z.object({ checkerId: z.string(), forId: z.string().nullable(), step: z.int() }))
  .nullable()
  .transform((given) => given ?? []);

const Group = z
  .object({
    unitId: z.string(),
    currency: z.enum(CURRENCIES),
    makerId: z.string(),
    touchedBy: z.array(z.string()),
    needSteps: NeedSteps,
    given: Given,
    payouts: z.int(),
    minor: z.string().transform(BigInt),
    largest: z.string().transform(BigInt),
    outliers: z.int(),
    expiresAt: z.date().nullable(),
  })
  .transform(({ makerId, touchedBy, needSteps: steps, given: approvals, ...rest }) => ({
    ...rest,
    facts: { makerId, touchedBy, steps, approvals },
  }));

/** Payouts of one unit that are alike in whatever decides who may sign them. */
export type UnitGroup = z.infer<typeof Group>;

type Which = { readonly merchantId: string; readonly unitId?: string };

/** What waits for approval of a merchant's units, or of one of them: a few groups, however many payouts there are. */
export async function readUnitGroups(tx: Tx, { merchantId, unitId }: Which): Promise<readonly UnitGroup[]> {
  return z.array(Group).parse(
    await tx.$queryRaw`
      WITH waiting AS MATERIALIZED (
        SELECT p."id", p."unitId", p."currency", p."amountMinor", p."makerId", p."needSteps", p."expiresAt", p."round",
          CASE WHEN v."createdById" IS NULL THEN p."editorIds" ELSE p."editorIds" || v."createdById" END AS "touchedBy",
          p."stepUp" = 'item' OR EXISTS (SELECT FROM "payout_warning" x WHERE x."payoutId" = p."id") AS "isOutlier"
        FROM "payout" p
        LEFT JOIN "receiver_account_version" v ON v."id" = p."receiverAccountVersionId" AND v."merchantId" = p."merchantId"
        WHERE p."merchantId" = ${merchantId} AND p."state" = 'awaitingApproval' AND p."unitId" IS NOT NULL
          AND (${unitId ?? null}::text IS NULL OR p."unitId" = ${unitId ?? null})
      ), given AS (
        SELECT d."payoutId", json_agg(json_build_object('checkerId', d."checkerId", 'forId', d."forId", 'step', d."step") ORDER BY d."at")::text AS "list"
        FROM waiting w JOIN "approval_decision" d ON d."payoutId" = w."id" AND d."round" = w."round" AND d."verdict" = 'approve' GROUP BY 1
      )
      SELECT w."unitId", w."currency", w."makerId", w."touchedBy", w."needSteps", g."list"::json AS "given", count(*)::int AS "payouts",
        sum(w."amountMinor")::text AS "minor", max(w."amountMinor")::text AS "largest", (count(*) FILTER (WHERE w."isOutlier"))::int AS "outliers",
        min(w."expiresAt") AS "expiresAt"
      FROM waiting w LEFT JOIN given g ON g."payoutId" = w."id" GROUP BY w."unitId", w."currency", w."makerId", w."touchedBy", w."needSteps", g."list"`,
  );
}

/** The sums of such groups, by currency. */
export function sumGroups(groups: readonly UnitGroup[]): { minor: bigint; currency: UnitGroup["currency"] }[] {
  const sums = new Map<UnitGroup["currency"], bigint>();
  for (const { currency, minor } of groups) sums.set(currency, (sums.get(currency) ?? 0n) + minor);
  return [...sums].map(([currency, minor]) => ({ minor, currency }));
}
