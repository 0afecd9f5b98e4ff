import * as z from "zod";
import { currentTime } from "@/lib/base/clock";
import { crashPoint } from "@/lib/base/crash-point";
import { failed, ok, type Result } from "@/lib/base/result";
import { MINUTE_MS } from "@/lib/base/time";
import { writeAudit } from "@/lib/db/audit";
import { db, type Tx } from "@/lib/db/client";
import { currencyOf } from "@/lib/db/minor";
import { readHouseRules } from "@/lib/db/read-policy";
import { inTransaction } from "@/lib/db/transaction";
import { isUniqueViolation } from "@/lib/db/unique";
import { type Actor, actorId, may } from "@/lib/domain/access/actor";
import { type Denial, denial } from "@/lib/domain/access/denial";
import type { SubmitBatch } from "@/lib/domain/batch/schema";
import { RELEASED_STATES } from "@/lib/domain/payment-source/returnable";
import { tellOfBatch } from "@/lib/operations/endpoints/tell-of-batch";
import { planSending } from "@/lib/operations/payouts/plan-sending";
import { enqueue } from "@/lib/queue/enqueue";
import { judgeBatch } from "./judge-batch";
import { lockBatch } from "./lock-batch";

export type SubmittedBatch = { readonly submissionId: string; readonly rows: number; readonly replayed: boolean };

const SUBMIT_MS = 2 * MINUTE_MS;

/**
 * Submits every row that is ready, as one deed: all of them claim their content and go, or none does. What is still wrong waits and may
 * follow. Making the payouts is a job's, and each waits for its approval like any other.
 */
export async function submitBatch(actor: Actor, wish: SubmitBatch): Promise<Result<SubmittedBatch, Denial>> {
  if (!may(actor, "batch.create") || !may(actor, "payout.create")) return failed(denial("forbidden"));
  try {
    return await inTransaction((tx) => submit(tx, actor, wish), { timeoutMs: SUBMIT_MS });
  } catch (error) {
    // Another file with the same row was submitted in this very moment.
    if (isUniqueViolation(error) || isClaimViolation(error))
      return (await findReplay(actor, wish)) ?? failed(denial("changedMeanwhile", TAKEN));
    throw error;
  }
}

const TAKEN = "Some of these rows were submitted with another file meanwhile. Nothing was submitted; look at the rows again.";

/** A statement of our own says it in the database's words. */
function isClaimViolation(error: unknown): boolean {
  return error instanceof Error && /batch_row_merchantId_claim_key|23505/.test(error.message);
}

async function findReplay({ merchantId }: Actor, { batchId, submissionId }: SubmitBatch, tx: Tx = db()) {
  const made = await tx.batchSubmission.findFirst({ where: { id: submissionId, merchantId, batchId } });
  return made ? ok({ submissionId, rows: made.rows, replayed: true }) : null;
}

async function submit(tx: Tx, actor: Actor, wish: SubmitBatch): Promise<Result<SubmittedBatch, Denial>> {
  const { batchId, submissionId, revision } = wish;
  const { merchantId } = actor;
  const batch = await lockBatch(tx, { batchId, merchantId });
  if (!batch) return failed(denial("notFound"));
  const replay = await findReplay(actor, wish, tx);
  if (replay) return replay;
  if (batch.state !== "open" || batch.revision !== revision) return failed(denial("changedMeanwhile"));
  await releaseClaims(tx, batchId, merchantId);
  // The world goes on while somebody reads a review: what was paid meanwhile is seen here, under the lock.
  await judgeBatch(tx, { batchId, merchantId });
  const totals = await readTotals(tx, batchId);
  const rows = totals.reduce((sum, one) => sum + one.rows, 0);
  if (rows !== wish.rows)
    return failed(
      denial("changedMeanwhile", "Something has changed since this was looked at. Nothing was submitted; look at the rows again."),
    );
  if (rows === 0) return failed(denial("invalidInput", "No row is ready. Mend the rows, or say why they are to be paid all the same."));
  for (const currency of new Set(totals.map((one) => currencyOf(one.currency)))) {
    const planned = planSending(await readHouseRules(tx, merchantId), { ...wish, currency });
    if (!planned.ok) return planned;
  }
  const { sendOn = null, onClosedDay = null } = wish;
  const day = sendOn === null ? {} : { sendOn, onClosedDay };
  const by = { byId: actorId(actor) ?? "", byKind: actor.kind, byName: actor.name };
  await tx.batchSubmission.create({ data: { id: submissionId, merchantId, batchId, rows, totals, ...day, ...by, at: currentTime() } });
  await tx.$executeRaw`
    UPDATE "batch_row" SET "state" = 'going', "submissionId" = ${submissionId}, "claim" = CASE
      WHEN jsonb_path_exists("foundDoubts", '$[*] ? (@.kind == "sameRow" || @.kind == "sameFile" || @.kind == "samePayout")') THEN NULL
      ELSE "contentHash" END
    WHERE "batchId" = ${batchId} AND "state" = 'ready'`;
  crashPoint("batch.claimed");
  await tx.batch.update({ where: { id: batchId }, data: { revision: { increment: 1 }, waitsSince: currentTime() }, select: { id: true } });
  await writeAudit(tx, {
    actor,
    event: "batch.submitted",
    subject: { kind: "batch", id: batchId },
    details: { submissionId, rows, totals, ...day },
  });
  await tellOfBatch(tx, { merchantId, batchId, type: "batch.submitted" });
  await enqueue(tx, "makeBatchPayouts", { batchId });
  return ok({ submissionId, rows, replayed: false });
}

/** Rows of other files that hold the same content, but whose payouts were surely not paid, let go of it. */
async function releaseClaims(tx: Tx, batchId: string, merchantId: string): Promise<void> {
  const released: string[] = [...RELEASED_STATES];
  await tx.$executeRaw`
    UPDATE "batch_row" o SET "claim" = NULL
    FROM "batch_row" r, "payout" p
    WHERE r."batchId" = ${batchId} AND r."state" IN ('doubtful', 'ready', 'faulty') AND o."merchantId" = ${merchantId} AND o."claim" = r."contentHash"
      AND p."id" = o."payoutId" AND p."state" = ANY(${released}) AND p."contradiction" IS NULL`;
}

const Totals = z.array(z.object({ connectionId: z.string(), currency: z.string(), loop: z.string(), rows: z.int(), minor: z.string() }));

async function readTotals(tx: Tx, batchId: string): Promise<z.infer<typeof Totals>> {
  return Totals.parse(
    await tx.$queryRaw`
      SELECT "connectionId", "currency", "loop", count(*)::int AS "rows", sum("amountMinor")::text AS "minor" FROM "batch_row"
      WHERE "batchId" = ${batchId} AND "state" = 'ready' GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`,
  );
}
