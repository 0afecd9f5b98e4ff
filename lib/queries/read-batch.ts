import * as z from "zod";
import { CURRENCIES } from "@/lib/base/currency";
import { db } from "@/lib/db/client";
import { BatchView, type RowCounts } from "@/lib/domain/batch/batch-view";
import { isBatchField } from "@/lib/domain/batch/fields";
import { ROW_STATES } from "@/lib/domain/batch/row";
import { RELEASED_STATES } from "@/lib/domain/payment-source/returnable";
import { PAYOUT_STATES } from "@/lib/domain/payout/lifecycle";

const Counted = z.array(
  z.object({
    state: z.enum(ROW_STATES),
    payoutState: z.enum(PAYOUT_STATES).nullable(),
    currency: z.enum(CURRENCIES).nullable(),
    rows: z.int(),
    refused: z.int(),
    minor: z.string().nullable(),
  }),
);

/** A batch with the number of its rows in each state; null for another merchant's. */
export async function readBatch(merchantId: string, batchId: string): Promise<BatchView | null> {
  const batch = await db().batch.findFirst({ where: { id: batchId, merchantId }, omit: { fileSealed: true } });
  if (!batch) return null;
  const counted = Counted.parse(
    await db().$queryRaw`
      SELECT r."state", p."state" AS "payoutState", r."currency", count(*)::int AS "rows", count(r."refusal")::int AS "refused", sum(r."amountMinor")::text AS "minor"
      FROM "batch_row" r LEFT JOIN "payout" p ON p."id" = r."payoutId" WHERE r."batchId" = ${batchId} GROUP BY 1, 2, 3`,
  );
  const counts: RowCounts = { faulty: 0, doubtful: 0, ready: 0, dropped: 0, going: 0, made: 0 };
  const payouts = new Map<(typeof PAYOUT_STATES)[number], number>();
  const totals = new Map<(typeof CURRENCIES)[number], { minor: bigint; rows: number }>();
  const released: readonly string[] = RELEASED_STATES;
  let failed = 0;
  for (const { state, payoutState, currency, rows, minor } of counted) {
    counts[state] += rows;
    if (payoutState !== null) payouts.set(payoutState, (payouts.get(payoutState) ?? 0) + rows);
    if (payoutState !== null && released.includes(payoutState)) failed += rows;
    if (currency === null || minor === null || state === "dropped") continue;
    const sum = totals.get(currency) ?? { minor: 0n, rows: 0 };
    totals.set(currency, { minor: sum.minor + BigInt(minor), rows: sum.rows + rows });
  }
  return BatchView.parse({
    ...batch,
    mapping: batch.mapping.map((field) => (isBatchField(field) ? field : null)),
    ...{ counts, failed, refused: counted.reduce((sum, one) => sum + one.refused, 0) },
    payouts: PAYOUT_STATES.flatMap((state) => (payouts.has(state) ? [{ state, count: payouts.get(state) ?? 0 }] : [])),
    totals: [...totals].map(([currency, { minor, rows }]) => ({ amount: { minor, currency }, rows })),
  });
}
