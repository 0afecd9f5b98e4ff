import * as z from "zod";
import { CURRENCIES } from "@/lib/base/currency";
import { ROW_STATES, RowDoubt, RowFault } from "@/lib/domain/batch/row";
import { amountOut } from "@/lib/domain/rest/amount";
import { MOST_TROUBLED_ROWS, RestBatch } from "@/lib/domain/rest/batch";
import type { Tx } from "./client";

const Counted = z.array(
  z.object({
    state: z.enum(ROW_STATES),
    connectionId: z.string().nullable(),
    currency: z.enum(CURRENCIES).nullable(),
    rows: z.int(),
    minor: z.string().nullable(),
  }),
);

export type WhichBatch = { readonly merchantId: string; readonly batchId: string };

/** A batch as the merchant's own systems see it; null for another merchant's. */
export async function readRestBatch(tx: Tx, { merchantId, batchId }: WhichBatch): Promise<RestBatch | null> {
  const batch = await tx.batch.findFirst({ where: { id: batchId, merchantId }, omit: { fileSealed: true } });
  if (!batch) return null;
  const [counted, troubled] = await Promise.all([countRows(tx, batchId), listTroubled(tx, batchId)]);
  const rows = { faulty: 0, doubtful: 0, ready: 0, dropped: 0, going: 0, made: 0 };
  for (const one of counted) rows[one.state] += one.rows;
  const { id, name, state, trouble, revision, createdByName, createdAt } = batch;
  return RestBatch.parse({
    ...{ id, name, state, trouble, revision, rows, troubled },
    ready: counted.filter((one) => one.state === "ready").map((one) => ({ ...one, amountMinor: amountOut(BigInt(one.minor ?? "0")) })),
    madeBy: { name: createdByName },
    createdAt: createdAt.toISOString(),
  });
}

async function countRows(tx: Tx, batchId: string): Promise<z.infer<typeof Counted>> {
  return Counted.parse(
    await tx.$queryRaw`
      SELECT "state", "connectionId", "currency", count(*)::int AS "rows", sum("amountMinor")::text AS "minor"
      FROM "batch_row" WHERE "batchId" = ${batchId} GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`,
  );
}

async function listTroubled(tx: Tx, batchId: string) {
  const rows = await tx.batchRow.findMany({
    where: { batchId, state: { in: ["faulty", "doubtful"] } },
    select: {
      line: true,
      name: true,
      reference: true,
      state: true,
      faults: true,
      foundFaults: true,
      doubts: true,
      foundDoubts: true,
      refusal: true,
    },
    orderBy: { line: "asc" },
    take: MOST_TROUBLED_ROWS,
  });
  return rows.map(({ faults, foundFaults, doubts, foundDoubts, refusal, ...row }) => {
    const found = [
      ...[faults, foundFaults].flatMap((stored) => RowFault.array().parse(stored)),
      ...[doubts, foundDoubts].flatMap((stored) => RowDoubt.array().parse(stored)),
    ];
    return { ...row, sentences: [...found.map(({ sentence }) => sentence), ...(refusal === null ? [] : [refusal])] };
  });
}
