import * as z from "zod";
import { db } from "@/lib/db/client";

const Row = z.object({
  id: z.string(),
  name: z.string(),
  state: z.string(),
  createdByName: z.string(),
  createdAt: z.date(),
  rows: z.int(),
  open: z.int(),
  made: z.int(),
  settled: z.int(),
  failed: z.int(),
});
export type BatchListRow = z.infer<typeof Row>;

/** The newest first; an older one is found by its payouts. */
const MOST = 100;

export async function listBatches(merchantId: string): Promise<readonly BatchListRow[]> {
  const rows = await db().$queryRaw`
    SELECT b."id", b."name", b."state", b."createdByName", b."createdAt", c.* FROM (
      SELECT * FROM "batch" WHERE "merchantId" = ${merchantId} ORDER BY "createdAt" DESC, "id" DESC LIMIT ${MOST}
    ) b CROSS JOIN LATERAL (
      SELECT count(*)::int AS "rows", (count(*) FILTER (WHERE r."state" IN ('faulty', 'doubtful', 'ready')))::int AS "open",
        (count(*) FILTER (WHERE r."state" IN ('going', 'made')))::int AS "made",
        (count(*) FILTER (WHERE p."state" = 'settled'))::int AS "settled",
        (count(*) FILTER (WHERE p."state" IN ('refused', 'failed', 'returned')))::int AS "failed"
      FROM "batch_row" r LEFT JOIN "payout" p ON p."id" = r."payoutId" WHERE r."batchId" = b."id"
    ) c ORDER BY b."createdAt" DESC, b."id" DESC`;
  return z.array(Row).parse(rows);
}
