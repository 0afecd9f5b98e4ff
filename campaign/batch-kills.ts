import { setTimeout as pause } from "node:timers/promises";
import { newId } from "@/lib/base/id";
import { db } from "@/lib/db/client";
import type { Actor } from "@/lib/domain/access/actor";
import { applySignature } from "@/lib/operations/approvals/apply-signature";
import { signUnit } from "@/lib/operations/approvals/sign-unit";
import { dropRows } from "@/lib/operations/batches/drop-rows";
import { makeBatchPayouts } from "@/lib/operations/batches/make-batch-payouts";
import { openBatch } from "@/lib/operations/batches/open-batch";
import { readBatchFile } from "@/lib/operations/batches/read-batch-file";
import { submitBatch } from "@/lib/operations/batches/submit-batch";
import { seededRandom } from "@/lib/providers/contract/simulator-random";
import { readUnit } from "@/lib/queries/read-unit";
import type { Desk } from "@/lib/testing/desk";
import { actorOf, aPerson } from "@/lib/testing/factories";
import { comeToRest, moveClock, type Rest } from "./come-to-rest";
import { compareLedgers, type LedgerComparison } from "./compare-ledgers";
import { packWorker, startWorker } from "./worker-process";

// A file on its whole way, with the real worker process killed without warning while it is read, made into payouts, approved as one and sent.
// Then the very same file comes again, renamed and turned over. The simulators' own ledgers are the witness.

export type BatchKillCounts = LedgerComparison &
  Rest & {
    readonly kills: number;
    /** Kills that fell into the middle of each piece of work. */
    readonly midway: Readonly<Record<"reading" | "making" | "signing" | "sending", number>>;
    /** Rows that are not in their file, or there twice; payouts too few or too many; rows of the second file that would have been paid. */
    readonly bad: readonly string[];
  };

/** More than are read while somebody waits, so that a worker reads the rest. */
const ROWS = 900;
const SENT = 24;
const MOST_WAIT_MS = 500;

export async function killBatches({ runs, seed, desk }: { runs: number; seed: number; desk: Desk }): Promise<BatchKillCounts> {
  const random = seededRandom(seed);
  const secondPerson = actorOf(await aPerson(db(), { merchant: desk.merchant, role: "admin" }), desk.merchant);
  const midway = { reading: 0, making: 0, signing: 0, sending: 0 };
  const bad: string[] = [];
  const payoutIds: string[] = [];
  const program = await packWorker();
  let kills = 0;
  /** Lets a worker at what waits, and kills it at some moment of it. */
  const killWhile = async (work: keyof typeof midway, isMidway: () => Promise<boolean>) => {
    const worker = await startWorker(program.file);
    await pause(random() * MOST_WAIT_MS);
    await worker.kill();
    kills += 1;
    if (await isMidway()) midway[work] += 1;
  };
  try {
    await desk.control("truelayer/mood", { mood: "slow", delayMs: 200, on: ["create"] });
    for (let run = 0; run < runs; run += 1) {
      const lines = Array.from(
        { length: ROWS },
        (_, at) => `Anna Schmidt,DE89370400440532013000,${run + 1}.${10 + (at % 90)},EUR,K-${run}-${at}`,
      );
      const batchId = await open(desk.maker, { lines, name: "first.csv" });
      await killWhile("reading", async () => (await db().batch.count({ where: { id: batchId, state: "reading" } })) > 0);
      await readBatchFile({ batchId });
      const rows = await db().batchRow.count({ where: { batchId } });
      if (rows !== ROWS) bad.push(`${rows} rows of ${ROWS} were read`);

      const unitId = await submitSome(desk.maker, batchId);
      await killWhile("making", async () => (await db().batchRow.count({ where: { batchId, state: "going" } })) > 0);
      await makeBatchPayouts({ batchId });
      const made = await db().payout.findMany({ where: { unitId }, select: { id: true } });
      if (made.length !== SENT) bad.push(`${made.length} payouts of ${SENT} were made`);
      payoutIds.push(...made.map(({ id }) => id));

      const signatureId = await sign(desk.checker, unitId);
      await killWhile("signing", async () => (await db().unitSignature.count({ where: { id: signatureId, state: "applying" } })) > 0);
      await applySignature({ signatureId });
      const decisions = await db().approvalDecision.count({ where: { payout: { unitId } } });
      if (decisions !== SENT) bad.push(`${decisions} decisions on ${SENT} payouts`);

      await killWhile(
        "sending",
        async () => (await db().payout.count({ where: { unitId, state: { in: ["approved", "dispatching"] } } })) > 0,
      );
      const again = await open(desk.maker, { lines: [...lines].reverse(), name: "again.csv" });
      await readBatchFile({ batchId: again });
      const wouldBePaid = await db().batchRow.count({
        where: { batchId: again, state: "ready", contentHash: { in: await hashesOf(unitId) } },
      });
      if (wouldBePaid > 0) bad.push(`${wouldBePaid} rows of the same file would have been paid again`);
    }
  } finally {
    program.remove();
    await desk.control("truelayer/mood", { mood: "fine" });
  }
  const clock = moveClock(desk);
  try {
    const rest = await comeToRest({ desk, clock, payoutIds, secondPerson });
    return { ...(await compareLedgers(desk, payoutIds)), ...rest, kills, midway, bad };
  } finally {
    clock.giveBack();
  }
}

async function open(maker: Actor, { lines, name }: { lines: readonly string[]; name: string }): Promise<string> {
  const text = `${["name,iban,amount,currency,reference,connection", ...lines.map((line) => `${line},truelayer`)].join("\n")}\n`;
  const opened = await openBatch(maker, { bytes: new TextEncoder().encode(text), name });
  if (!opened.ok) throw new Error(opened.error.sentence);
  return opened.value.batchId;
}

/** The first of them: making and sending all would take long and show nothing more. */
async function submitSome(maker: Actor, batchId: string): Promise<string> {
  const lines = Array.from({ length: ROWS - SENT }, (_, at) => at + SENT + 2);
  const dropped = await dropRows(maker, { batchId, lines, isDropped: true });
  if (!dropped.ok) throw new Error(dropped.error.sentence);
  const submissionId = newId("batchSubmission");
  const submitted = await submitBatch(maker, { batchId, submissionId, revision: dropped.value.revision, rows: SENT });
  if (!submitted.ok) throw new Error(submitted.error.sentence);
  return submissionId;
}

async function sign(checker: Actor, unitId: string): Promise<string> {
  const unit = checker.kind === "person" ? await readUnit(checker, unitId) : null;
  if (!unit) throw new Error("There is nothing to sign.");
  const wish = { unitId, verdict: "approve", hash: unit.signed.hash, lookedAt: unit.outliers.mark } as const;
  const signed = await signUnit(checker, wish, { atOnce: 0 });
  if (!signed.ok) throw new Error(signed.error.sentence);
  return signed.value.signatureId;
}

async function hashesOf(unitId: string): Promise<Uint8Array<ArrayBuffer>[]> {
  const rows = await db().batchRow.findMany({ where: { submissionId: unitId }, select: { contentHash: true } });
  return rows.flatMap(({ contentHash }) => (contentHash ? [new Uint8Array(contentHash)] : []));
}
