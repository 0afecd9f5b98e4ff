import { describe, expect, test } from "vitest";
import { newId } from "@/lib/base/id";
import { db } from "@/lib/db/client";
import { CHECKERS, DEMO_POLICY } from "@/lib/domain/approval/policy";
import { makeBatchPayouts } from "@/lib/operations/batches/make-batch-payouts";
import { openBatch } from "@/lib/operations/batches/open-batch";
import { submitBatch } from "@/lib/operations/batches/submit-batch";
import { aConnection, actorOf, aMerchant, aPerson } from "@/lib/testing/factories";
import { aPayout } from "@/lib/testing/payout-factory";
import { aReceiverWithAccount } from "@/lib/testing/receiver-factories";
import { readBatchReview } from "./read-batch-review";

const LARGE = {
  id: "large",
  name: "Large amounts",
  when: { amount: { above: "5000" } },
  effect: { people: [{ group: CHECKERS.id, count: 2 }], stepUp: "none", holdMinutes: 0 },
} as const;
const POLICY = { ...DEMO_POLICY, checkers: 1, rules: [LARGE], accounts: { confirmNew: false, confirmChanged: false, coolOffHours: 0 } };
const LINES = [
  "Anna,DE89370400440532013000,10.00,EUR,R-1",
  "Ben,FR1420041010050500013M02606,6000.00,EUR,R-2",
  "Cleo,NL91ABNA0417164300,30.00,EUR,R-3",
];

async function aFile() {
  const merchant = await aMerchant(db(), { policy: POLICY });
  const connection = await aConnection(db(), { merchant });
  const maker = actorOf(await aPerson(db(), { merchant, role: "maker" }), merchant);
  const checkers = [await aPerson(db(), { merchant, role: "checker" }), await aPerson(db(), { merchant, role: "checker" })];
  const bytes = new TextEncoder().encode(`name,iban,amount,currency,reference\n${LINES.join("\n")}\n`);
  const opened = await openBatch(maker, { bytes, name: "payroll.csv" });
  if (!opened.ok) throw new Error(opened.error.sentence);
  return { merchant, connection, maker, checkers, batchId: opened.value.batchId };
}

describe("the review of a file", () => {
  test("says of every row who approves it and which rules fire, as it turns out when the payouts are made", async () => {
    const { maker, batchId, checkers } = await aFile();
    const { needs, rows } = await readBatchReview(maker, batchId);
    expect(needs.approvals.map((one) => one.rows)).toEqual([2, 1]);
    expect(needs.approvals[0]?.sentence).toContain(checkers[0]?.name);
    expect(needs.rules).toMatchObject([
      { name: "The usual", rows: 2 },
      { name: "Large amounts", rows: 1 },
    ]);
    const { revision } = await db().batch.findUniqueOrThrow({ where: { id: batchId } });
    await submitBatch(maker, { batchId, submissionId: newId("batchSubmission"), revision, rows });
    await makeBatchPayouts({ batchId });
    const made = await db().payout.findMany({ where: { batchId }, orderBy: { submissionPart: "asc" } });
    expect(made.map(({ neededCheckers }) => neededCheckers)).toEqual([1, 2, 1]);
  });

  test("shows amounts far above the usual first, by the rules that a checker sees them by, and lets policy ask for more", async () => {
    const policy = { ...POLICY, rules: [{ ...LARGE, name: "Unusual", when: { risk: ["amountAbove"] } }] } as const;
    const merchant = await aMerchant(db(), { policy });
    const connection = await aConnection(db(), { merchant });
    const maker = actorOf(await aPerson(db(), { merchant, role: "maker" }), merchant);
    for (const name of ["Ada", "Bea"]) await aPerson(db(), { merchant, role: "checker", name });
    const { receiver, account, version } = await aReceiverWithAccount(db(), {
      merchant,
      name: "Anna",
      address: { kind: "iban", iban: "DE89370400440532013000" },
    });
    for (let at = 0; at < policy.sense.leastTimes; at += 1) {
      await aPayout(db(), {
        merchant,
        connection,
        state: "settled",
        reference: `Wage ${at}`,
        amountMinor: 1_000n,
        to: { receiver, account, version },
      });
    }
    const bytes = new TextEncoder().encode(`name,iban,amount,currency,reference\n${LINES.join("\n").replace("10.00", "999.00")}\n`);
    const opened = await openBatch(maker, { bytes, name: "payroll.csv" });
    if (!opened.ok) throw new Error(opened.error.sentence);
    const { batchId } = opened.value;

    const { needs, rows } = await readBatchReview(maker, batchId);
    expect(needs.outliers).toMatchObject([{ line: 2, amount: { minor: 99_900n }, sentences: [expect.stringContaining("the usual")] }]);
    expect(needs.rules).toContainEqual(expect.objectContaining({ name: "Unusual", rows: 1 }));
    const { revision } = await db().batch.findUniqueOrThrow({ where: { id: batchId } });
    await submitBatch(maker, { batchId, submissionId: newId("batchSubmission"), revision, rows });
    await makeBatchPayouts({ batchId });
    const made = await db().payout.findFirstOrThrow({ where: { batchId, submissionPart: 2 }, include: { warnings: true } });
    expect(made.neededCheckers).toBe(2);
    expect(made.warnings.map(({ sentence }) => sentence)).toEqual(expect.arrayContaining([...(needs.outliers[0]?.sentences ?? [])]));
  });

  test("estimates fees by what was taken of late, and says that they are not known where nobody has said so", async () => {
    const { merchant, connection, maker, batchId } = await aFile();
    expect((await readBatchReview(maker, batchId)).balances).toMatchObject([{ fee: null }]);
    for (const fee of [20, 30]) {
      const payout = await aPayout(db(), { merchant, connection, state: "settled", reference: `Fee ${fee}` });
      await db().payout.update({ where: { id: payout.id }, data: { feeMinor: fee } });
    }
    expect((await readBatchReview(maker, batchId)).balances).toMatchObject([{ fee: { minor: 75n, currency: "EUR" } }]);
  });
});
