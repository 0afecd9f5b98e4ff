import * as z from "zod";
import type { Tx } from "./client";

const Stamp = z.tuple([z.object({ stamp: z.string().nullable() })]);

/** Another one after whatever write to a unit's payouts that wait, to what was paid in, or to what was decided: cheap, where reading all of it is not. */
export async function readUnitStamp(tx: Tx, { unitId, merchantId }: { unitId: string; merchantId: string }): Promise<string> {
  const [{ stamp }] = Stamp.parse(
    await tx.$queryRaw`
      SELECT md5(string_agg(concat_ws(' ', p."id", p.xmin::text, s.xmin::text, d."given"), ',' ORDER BY p."id")) AS "stamp" FROM "payout" p
      LEFT JOIN "payment_source" s ON s."id" = p."paymentSourceId" AND s."merchantId" = p."merchantId"
      LEFT JOIN LATERAL (
        SELECT count(*)::text AS "given" FROM "approval_decision" d WHERE d."payoutId" = p."id" AND d."round" = p."round") d ON true
      WHERE p."unitId" = ${unitId} AND p."merchantId" = ${merchantId} AND p."state" = 'awaitingApproval'`,
  );
  return stamp ?? "none";
}
