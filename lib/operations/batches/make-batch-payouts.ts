import type * as z from "zod";
import { currentTime } from "@/lib/base/clock";
import { crashPoint } from "@/lib/base/crash-point";
import type { Result } from "@/lib/base/result";
import { accountIndex } from "@/lib/db/account-index";
import { unsealBatchRow } from "@/lib/db/batch-row-seal";
import { db } from "@/lib/db/client";
import type { BatchRow, BatchSubmission } from "@/lib/db/generated/client";
import { inTransaction } from "@/lib/db/transaction";
import type { Actor } from "@/lib/domain/access/actor";
import { type Denial, denial } from "@/lib/domain/access/denial";
import { isInForce } from "@/lib/domain/account/standing";
import { RowDoubt } from "@/lib/domain/batch/row";
import type { RowOrder } from "@/lib/domain/batch/row-content";
import { CLOSED_DAY_RULES } from "@/lib/domain/calendar/working-days";
import { CreatePayout, type PayoutTarget } from "@/lib/domain/payout/schema";
import { tellOfBatch } from "@/lib/operations/endpoints/tell-of-batch";
import { submitPayouts } from "@/lib/operations/payouts/submit-payouts";
import { judgeBatch } from "./judge-batch";
import { lockBatch } from "./lock-batch";
import { readMaker } from "./read-maker";

/** Between slices the batch says that somebody is at it, so that the sweep does not send a second one. */
const SLICE_ROWS = 25;

/**
 * Makes the payouts of rows that were submitted, one transaction each, which holds the row and says which payout it became. So a run that
 * is killed, or two at the same time, make no row twice, and the next one goes on where it ended. Batch, attempt and line are the payout's
 * submission key besides, which the database lets exist once.
 */
export async function makeBatchPayouts({ batchId }: { batchId: string }): Promise<string> {
  const makers = new Map<string, Actor | null>();
  let settled = 0;
  for (;;) {
    const rows = await db().batchRow.findMany({
      where: { batchId, state: "going" },
      include: { submission: true },
      orderBy: { line: "asc" },
      take: SLICE_ROWS,
    });
    if (rows.length === 0) break;
    for (const row of rows) {
      const { submission } = row;
      if (!submission) throw new Error(`Row ${row.line} of batch ${batchId} is going and nobody has submitted it.`);
      if (!makers.has(submission.id)) makers.set(submission.id, await readMaker(submission));
      await settleRow({ ...row, unitId: submission.id }, makers.get(submission.id) ?? null);
      settled += 1;
    }
    await db().batch.updateMany({ where: { id: batchId, waitsSince: { not: null } }, data: { waitsSince: currentTime() } });
  }
  await endMaking(batchId);
  return `${settled} rows`;
}

type GoingRow = BatchRow & { readonly unitId: string; readonly submission: BatchSubmission | null };

async function settleRow(row: GoingRow, maker: Actor | null): Promise<void> {
  const answer = maker ? await makePayout(row, maker) : GONE;
  crashPoint("batch.payoutMade");
  if (answer.ok) return;
  const { batchId, line, attempt } = row;
  // Only while it is surely unmade: whoever makes it at the same time holds the row.
  await db().batchRow.updateMany({
    where: { batchId, line, attempt, state: "going" },
    data: { state: "faulty", claim: null, refusal: answer.error.sentence, submissionId: null },
  });
}

const GONE: Result<never, Denial> = {
  ok: false,
  error: denial("forbidden", "Whoever submitted this may no longer create payouts. Somebody else has to submit it."),
};

async function makePayout(row: GoingRow, maker: Actor): Promise<Result<unknown, Denial>> {
  const { order } = unsealBatchRow(row);
  if (!order) throw new Error(`Row ${row.line} of batch ${row.batchId} was submitted and asks for nothing.`);
  const payout = CreatePayout.parse({
    ...{ connection: order.connection, amountMinor: order.amountMinor, currency: order.currency, reference: order.reference },
    to: await targetOf(row, order),
    statementText: order.statementText ?? undefined,
    ...dayOf(row, order),
  });
  const { batchId, line, attempt, merchantId } = row;
  const twin = RowDoubt.array()
    .parse(row.foundDoubts)
    .find(({ kind }) => kind === "sameRow");
  return submitPayouts(maker, {
    payouts: [payout],
    source: "batch",
    submissionKey: `${batchId}.${attempt}`,
    ...(row.reason === null ? {} : { reason: row.reason }),
    batch: {
      ...{ batchId, line, unitId: row.unitId, twin: twin?.sentence ?? null },
      claim: async (tx) => {
        const held = await tx.$queryRaw<unknown[]>`
          SELECT 1 FROM "batch_row" WHERE "batchId" = ${batchId} AND "line" = ${line} AND "attempt" = ${attempt} AND "state" = 'going' FOR UPDATE`;
        return held.length === 1;
      },
      keep: async (tx, payoutId) => {
        await tx.batchRow.update({ where: { batchId_line: { batchId, line } }, data: { state: "made", payoutId } });
        await tx.batchRowPayout.create({ data: { batchId, line, attempt, merchantId, payoutId, at: currentTime() } });
      },
    },
  });
}

/** An account that is on file is paid as the receiver's; only somebody new is put on file. */
async function targetOf({ merchantId, name }: BatchRow, { target, unlikely }: RowOrder): Promise<PayoutTarget> {
  if (target.type === "order") return target;
  const index = accountIndex(target.account);
  const versions =
    index === null
      ? []
      : await db().receiverAccountVersion.findMany({
          where: { merchantId, blindIndex: index, account: { closedAt: null, receiver: { state: "active" } } },
          include: { decision: true, account: { include: { receiver: true } } },
          orderBy: [{ createdAt: "asc" }, { id: "asc" }],
        });
  const held = versions.filter(isInForce);
  const known = held.find(({ account }) => account.receiver.name === name) ?? held[0];
  if (known) return { type: "receiverAccount", receiverAccountId: known.accountId };
  return { type: "inline", name: target.name, account: target.account, confirmedDoubts: unlikely };
}

async function endMaking(batchId: string): Promise<void> {
  const batch = await db().batch.findUnique({ where: { id: batchId }, select: { merchantId: true } });
  if (!batch) return;
  const which = { batchId, merchantId: batch.merchantId };
  await inTransaction(async (tx) => {
    const held = await lockBatch(tx, which);
    // A run beside this one has ended it already.
    if (held?.waitsSince === null) return;
    const left = await tx.batchRow.count({ where: { batchId, state: "going" } });
    // Somebody has submitted more meanwhile: their own job makes it.
    if (left > 0) return;
    await judgeBatch(tx, which);
    await tx.batch.update({ where: { id: batchId }, data: { waitsSince: null, revision: { increment: 1 } }, select: { id: true } });
    await tellOfBatch(tx, { ...which, type: "batch.completed" });
  });
}

/** The row's own day as it stands there; where it names none, the submission's, with its rule for closed days. */
function dayOf({ submission }: GoingRow, { sendOn }: RowOrder): Pick<z.input<typeof CreatePayout>, "sendOn" | "onClosedDay"> {
  if (sendOn) return { sendOn };
  const { sendOn: day, onClosedDay } = submission ?? {};
  return day ? { sendOn: day, onClosedDay: CLOSED_DAY_RULES.find((rule) => rule === onClosedDay) } : {};
}
