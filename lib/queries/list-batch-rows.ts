import { unsealBatchRow } from "@/lib/db/batch-row-seal";
import { db } from "@/lib/db/client";
import type { Prisma } from "@/lib/db/generated/client";
import { moneyOf } from "@/lib/db/minor";
import { type BatchRowPage, BatchRowView, ROWS_A_PAGE, type RowViewName } from "@/lib/domain/batch/batch-view";
import { textOf } from "@/lib/domain/batch/cell";
import { cellsByField } from "@/lib/domain/batch/columns";
import { isBatchField } from "@/lib/domain/batch/fields";
import { RowDoubt, RowFault } from "@/lib/domain/batch/row";
import { RELEASED_STATES } from "@/lib/domain/payment-source/returnable";
import { FAILURE_REASONS, isFailureReason } from "@/lib/domain/payout/failure";

type Question = {
  readonly merchantId: string;
  readonly batchId: string;
  readonly view: RowViewName;
  readonly from: number;
  /** Whoever may mend the rows sees what is wrong in them as it was typed; a right account number is shown to nobody here. */
  readonly mayMend: boolean;
};

/** A stretch of a batch's rows, as long as a screen or two. */
export async function listBatchRows({ merchantId, batchId, view, from, mayMend }: Question): Promise<BatchRowPage | null> {
  const batch = await db().batch.findFirst({ where: { id: batchId, merchantId }, select: { mapping: true } });
  if (!batch) return null;
  const where: Prisma.BatchRowWhereInput = { batchId, ...WHICH[view] };
  const [total, rows, connections] = await Promise.all([
    db().batchRow.count({ where }),
    db().batchRow.findMany({
      where,
      include: {
        payout: { select: { id: true, number: true, state: true, failureReason: true, holdReason: true, contradiction: true } },
        payouts: { include: { payout: { select: { id: true, number: true } } }, orderBy: { attempt: "asc" } },
      },
      orderBy: { line: "asc" },
      skip: from,
      take: ROWS_A_PAGE,
    }),
    db().connection.findMany({ where: { merchantId }, select: { id: true, name: true } }),
  ]);
  const names = new Map(connections.map(({ id, name }) => [id, name]));
  const mapping = batch.mapping.map((field) => (isBatchField(field) ? field : null));
  const views = rows.map((row) => {
    const faults = RowFault.array().parse([...asArray(row.faults), ...asArray(row.foundFaults)]);
    const isOpen = row.state === "faulty" || row.state === "doubtful" || row.state === "ready";
    const texts: Record<string, string> = {};
    let amountText = "";
    if (isOpen && (faults.length > 0 || row.amountMinor === null)) {
      const { cells, edits } = unsealBatchRow(row);
      const found = cellsByField(cells, mapping);
      amountText = (edits.amount ?? textOf(found.get("amount"))).slice(0, 40);
      if (mayMend) for (const { field } of faults) texts[field] = (edits[field] ?? textOf(found.get(field))).slice(0, 500);
    }
    return BatchRowView.parse({
      ...row,
      account: row.accountMasked ?? "",
      amount: row.amountMinor !== null && row.currency !== null ? moneyOf(row.amountMinor, row.currency) : null,
      ...{ amountText, texts, faults },
      connectionName: row.connectionId === null ? null : (names.get(row.connectionId) ?? null),
      doubts: RowDoubt.array().parse([...asArray(row.doubts), ...asArray(row.foundDoubts)]),
      payout: row.payout && { ...row.payout, why: whyOf(row.payout), mayReopen: isReleased(row.payout) },
      earlier: row.payouts.flatMap(({ payout }) => (payout.id === row.payoutId ? [] : [payout])),
    });
  });
  return { total, from, rows: views };
}

const WHICH: Readonly<Record<RowViewName, Prisma.BatchRowWhereInput>> = {
  all: {},
  faulty: { state: "faulty" },
  doubtful: { state: "doubtful" },
  ready: { state: "ready" },
  sent: { state: { in: ["going", "made"] } },
  failed: { state: "made", payout: { state: { in: [...RELEASED_STATES] } } },
  dropped: { state: "dropped" },
};

type PayoutFacts = { state: string; failureReason: string | null; holdReason: string | null; contradiction: string | null };

function whyOf({ failureReason, holdReason }: PayoutFacts): string | null {
  if (failureReason !== null && isFailureReason(failureReason)) return FAILURE_REASONS[failureReason].sentence;
  return holdReason;
}

function isReleased({ state, contradiction }: PayoutFacts): boolean {
  const released: readonly string[] = RELEASED_STATES;
  return contradiction === null && released.includes(state);
}

function asArray(stored: Prisma.JsonValue): readonly unknown[] {
  return Array.isArray(stored) ? stored : [];
}
