import * as z from "zod";
import { currentTime } from "@/lib/base/clock";
import { isCurrency } from "@/lib/base/currency";
import { dayOf } from "@/lib/base/day";
import { formatPayoutNumber } from "@/lib/base/id";
import { toDecimal } from "@/lib/base/money";
import { addMs, DAY_MS } from "@/lib/base/time";
import type { Tx } from "@/lib/db/client";
import { readPolicy } from "@/lib/db/read-policy";
import type { RowDoubt, RowFault } from "@/lib/domain/batch/row";
import { RELEASED_STATES } from "@/lib/domain/payment-source/returnable";

const Finding = z.object({
  line: z.int(),
  kind: z.enum(["sameRow", "sameFile", "samePayout", "overReturnable"]),
  otherLine: z.int().nullable(),
  fileName: z.string().nullable(),
  number: z.string().nullable(),
  at: z.date().nullable(),
  leftMinor: z.string().nullable(),
  currency: z.string().nullable(),
});
type Finding = z.infer<typeof Finding>;

type Which = { readonly batchId: string; readonly merchantId: string };

/**
 * Compares the rows of a batch with each other, with every file that was submitted before and with every payout, by what they say and not
 * by what they are called; and gives each pending row its state. A few statements for all rows together, whatever their number.
 */
export async function judgeBatch(tx: Tx, which: Which): Promise<void> {
  const merchant = await tx.merchant.findUniqueOrThrow({ where: { id: which.merchantId }, select: { timeZone: true } });
  const { sense } = await readPolicy(tx, which.merchantId);
  const findings = await findTwins(tx, which, addMs(currentTime(), -sense.sameAmountDays * DAY_MS));
  const found = new Map<number, { faults: RowFault[]; doubts: RowDoubt[] }>();
  for (const finding of findings) {
    const row = found.get(finding.line) ?? { faults: [], doubts: [] };
    const said = say(finding, merchant.timeZone);
    if (finding.kind === "overReturnable") row.faults.push({ field: "amount", sentence: said });
    else row.doubts.push({ kind: finding.kind, sentence: said, ...(finding.number === null ? {} : { number: finding.number }) });
    found.set(finding.line, row);
  }
  await giveStates(
    tx,
    which,
    [...found].map(([line, row]) => ({ line, ...row })),
  );
}

async function findTwins(tx: Tx, { batchId, merchantId }: Which, since: Date): Promise<readonly Finding[]> {
  const released: string[] = [...RELEASED_STATES];
  const rows = await tx.$queryRaw`
    WITH mine AS (
      SELECT r."line", r."contentHash", r."blindIndex", r."paymentSourceId", r."amountMinor", r."currency", r."reference" FROM "batch_row" r
      WHERE r."batchId" = ${batchId} AND r."state" IN ('faulty', 'doubtful', 'ready') AND r."contentHash" IS NOT NULL
    ), here AS (
      SELECT r."line", r."state", first_value(r."line") OVER w AS "first", row_number() OVER w AS "nth" FROM "batch_row" r
      WHERE r."batchId" = ${batchId} AND r."state" <> 'dropped' AND r."contentHash" IS NOT NULL
      WINDOW w AS (PARTITION BY r."contentHash" ORDER BY (r."state" IN ('going', 'made')) DESC, r."line")
    ), theirs AS (
      SELECT m."line", m."contentHash", m."reference", p."id", p."number", p."reference" AS "other", p."createdAt" FROM mine m
        JOIN "receiver_account_version" v ON v."merchantId" = ${merchantId} AND v."blindIndex" = m."blindIndex"
        JOIN "receiver_account" a ON a."id" = v."accountId"
        JOIN "payout" p ON p."merchantId" = ${merchantId} AND p."receiverId" = a."receiverId" AND p."receiverAccountVersionId" = v."id"
          AND p."amountMinor" = m."amountMinor" AND p."currency" = m."currency"
          AND p."batchId" IS DISTINCT FROM ${batchId} AND (p."state" <> ALL (${released}) OR p."contradiction" IS NOT NULL)
      UNION ALL
      SELECT m."line", m."contentHash", m."reference", p."id", p."number", p."reference", p."createdAt" FROM mine m
        JOIN "payout" p ON p."merchantId" = ${merchantId} AND p."paymentSourceId" = m."paymentSourceId"
          AND p."amountMinor" = m."amountMinor" AND p."currency" = m."currency"
          AND p."batchId" IS DISTINCT FROM ${batchId} AND (p."state" <> ALL (${released}) OR p."contradiction" IS NOT NULL)
    ), running AS (
      SELECT r."line", r."state", r."paymentSourceId", r."amountMinor", r."currency",
        sum(r."amountMinor") OVER (PARTITION BY r."paymentSourceId" ORDER BY (r."state" = 'going') DESC, r."line") AS "sum"
      FROM "batch_row" r
      WHERE r."batchId" = ${batchId} AND r."state" IN ('faulty', 'doubtful', 'ready', 'going')
        AND r."paymentSourceId" IS NOT NULL AND r."amountMinor" IS NOT NULL
    ), remaining AS (
      SELECT s."id", s."paidInMinor" - s."refundedMinor" - coalesce((
        SELECT sum(p."amountMinor") FROM "payout" p
        WHERE p."merchantId" = ${merchantId} AND p."paymentSourceId" = s."id" AND p."state" <> ALL (${released})), 0) AS "left"
      FROM "payment_source" s WHERE s."merchantId" = ${merchantId} AND s."id" IN (SELECT "paymentSourceId" FROM running)
    )
    SELECT h."line", 'sameRow' AS "kind", h."first" AS "otherLine", NULL AS "fileName", NULL AS "number", NULL::timestamptz AS "at",
      NULL AS "leftMinor", NULL AS "currency"
    FROM here h WHERE h."nth" > 1 AND h."state" IN ('faulty', 'doubtful', 'ready')
    UNION ALL
    (SELECT DISTINCT ON (m."line") m."line", 'sameFile', o."line", b."name", p."number", b."createdAt", NULL, NULL FROM mine m
      JOIN "batch_row" o ON o."merchantId" = ${merchantId} AND o."contentHash" = m."contentHash" AND o."batchId" <> ${batchId}
        AND o."state" IN ('going', 'made')
      JOIN "batch" b ON b."id" = o."batchId"
      LEFT JOIN "payout" p ON p."id" = o."payoutId"
      WHERE p."id" IS NULL OR p."contradiction" IS NOT NULL OR p."state" <> ALL (${released})
      ORDER BY m."line", b."createdAt", o."line")
    UNION ALL
    (SELECT DISTINCT ON (t."line") t."line", 'samePayout', NULL::int, NULL, t."number", t."createdAt", NULL, NULL FROM theirs t
      WHERE (t."createdAt" >= ${since} OR t."other" = t."reference")
        AND NOT EXISTS (SELECT 1 FROM "batch_row" o WHERE o."merchantId" = ${merchantId} AND o."payoutId" = t."id" AND o."contentHash" = t."contentHash")
      ORDER BY t."line", t."createdAt" DESC)
    UNION ALL
    SELECT u."line", 'overReturnable', NULL::int, NULL, NULL, NULL::timestamptz, greatest(l."left" - (u."sum" - u."amountMinor"), 0)::text, u."currency"
      FROM running u JOIN remaining l ON l."id" = u."paymentSourceId" WHERE u."sum" > l."left" AND u."state" <> 'going'`;
  return z.array(Finding).parse(rows);
}

/** Whether a twin was paid meanwhile is not said: a reason that was given would no longer be about the same words. */
function say({ kind, otherLine, fileName, number, at, leftMinor, currency }: Finding, timeZone: string): string {
  const day = at === null ? "" : ` of ${dayOf(at, timeZone)}`;
  const called = number === null ? "" : ` (${formatPayoutNumber(number)})`;
  switch (kind) {
    case "sameRow":
      return `Line ${otherLine} asks for the same: account, amount and reference.`;
    case "sameFile":
      return `Line ${otherLine} of “${fileName}”${day} asked for the same${called}.`;
    case "samePayout":
      return `A payout${day} has the same account and amount${called}.`;
    case "overReturnable": {
      const left = currency !== null && isCurrency(currency) ? toDecimal({ minor: BigInt(leftMinor ?? "0"), currency }) : leftMinor;
      return `At most ${left} ${currency} may still be sent back to this account, with the rows above.`;
    }
  }
}

type Found = { readonly line: number; readonly faults: readonly RowFault[]; readonly doubts: readonly RowDoubt[] };

/**
 * A reason stands for the sentences that it was given about, and for no other. Rows that were written a moment ago have no statistics yet, and
 * a planner that expects a handful of them would compare each of thousands with each: it is told to hash them instead.
 */
async function giveStates(tx: Tx, { batchId }: Which, found: readonly Found[]): Promise<void> {
  await tx.$executeRaw`SET LOCAL enable_nestloop = off`;
  await tx.$executeRaw`
    WITH judged AS MATERIALIZED (
      SELECT r."line", coalesce(f."faults", '[]'::jsonb) AS "foundFaults", coalesce(f."doubts", '[]'::jsonb) AS "foundDoubts",
        CASE
          WHEN r."faults" <> '[]'::jsonb OR f."faults" <> '[]'::jsonb OR r."refusal" IS NOT NULL THEN 'faulty'
          WHEN jsonb_path_query_array(r."doubts" || coalesce(f."doubts", '[]'::jsonb), '$[*].sentence') <@ coalesce(r."reasonFor", '[]'::jsonb) THEN 'ready'
          ELSE 'doubtful' END AS "state"
      FROM "batch_row" r
      LEFT JOIN jsonb_to_recordset(${JSON.stringify(found)}::jsonb) AS f("line" int, "faults" jsonb, "doubts" jsonb) ON f."line" = r."line"
      WHERE r."batchId" = ${batchId} AND r."state" IN ('faulty', 'doubtful', 'ready')
    )
    UPDATE "batch_row" r SET "foundFaults" = s."foundFaults", "foundDoubts" = s."foundDoubts", "state" = s."state"
    FROM judged s WHERE r."batchId" = ${batchId} AND r."line" = s."line"
      AND (r."foundFaults" <> s."foundFaults" OR r."foundDoubts" <> s."foundDoubts" OR r."state" <> s."state")`;
  await tx.$executeRaw`SET LOCAL enable_nestloop = on`;
}
