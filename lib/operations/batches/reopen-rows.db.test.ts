import { beforeEach, expect, test } from "vitest";
import { newId } from "@/lib/base/id";
import { db } from "@/lib/db/client";
import type { Merchant } from "@/lib/db/generated/client";
import type { Actor } from "@/lib/domain/access/actor";
import { CreatePayout } from "@/lib/domain/payout/schema";
import { signUnit } from "@/lib/operations/approvals/sign-unit";
import { undoDecision } from "@/lib/operations/approvals/undo-decision";
import { mendPayout } from "@/lib/operations/payouts/mend-payout";
import { readUnit } from "@/lib/queries/read-unit";
import { aConnection, actorOf, aMerchant, aPerson } from "@/lib/testing/factories";
import { changeRows } from "./change-rows";
import { makeBatchPayouts } from "./make-batch-payouts";
import { openBatch } from "./open-batch";
import { reopenRows } from "./reopen-rows";
import { submitBatch } from "./submit-batch";

type Person = Extract<Actor, { kind: "person" }>;
let merchant: Merchant;
let maker: Person;
let checker: Person;
beforeEach(async () => {
  merchant = await aMerchant(db());
  await aConnection(db(), { merchant });
  maker = actorOf(await aPerson(db(), { merchant, role: "maker" }), merchant);
  checker = actorOf(await aPerson(db(), { merchant, role: "checker" }), merchant);
});

const LINES = ["DE89370400440532013000", "FR1420041010050500013M02606", "NL91ABNA0417164300"].map(
  (iban, at) => `Person ${at},${iban},${at + 1}0.00,EUR,R-${at}`,
);

async function submit(batchId: string): Promise<string> {
  const submissionId = newId("batchSubmission");
  const { revision } = await db().batch.findUniqueOrThrow({ where: { id: batchId } });
  const rows = await db().batchRow.count({ where: { batchId, state: "ready" } });
  expect(await submitBatch(maker, { batchId, submissionId, revision, rows })).toMatchObject({ ok: true, value: { rows: 3 } });
  await makeBatchPayouts({ batchId });
  return submissionId;
}

/** A file that was submitted, made and rejected as one. */
async function aRejectedFile() {
  const bytes = new TextEncoder().encode(["name,iban,amount,currency,reference", ...LINES].join("\n"));
  const opened = await openBatch(maker, { bytes, name: "payroll.csv" });
  if (!opened.ok) throw new Error(opened.error.sentence);
  const { batchId } = opened.value;
  const unitId = await submit(batchId);
  const hash = (await readUnit(checker, unitId))?.signed.hash ?? "";
  const rejected = await signUnit(checker, { unitId, verdict: "reject", hash, lookedAt: null, reason: "wrongAmount" });
  if (!rejected.ok) throw new Error(rejected.error.sentence);
  return { batchId, payouts: await payouts() };
}

const payouts = () => db().payout.findMany({ where: { merchantId: merchant.id }, orderBy: { id: "asc" } });
const livingOf = async () => (await payouts()).filter(({ state }) => state === "awaitingApproval");

test("a rejected file is taken back as one: its rows are mended and become payouts that name the old ones", async () => {
  const { batchId, payouts: before } = await aRejectedFile();
  expect(await reopenRows(maker, { batchId, lines: null })).toMatchObject({ ok: true, value: { rows: 3 } });
  expect((await payouts()).map(({ state }) => state)).toEqual(Array(3).fill("discarded"));
  await changeRows(maker, { batchId, changes: [{ line: 3, field: "amount", text: "12.50" }] });
  await submit(batchId);

  const rows = await db().batchRow.findMany({ where: { batchId }, include: { payouts: { orderBy: { attempt: "asc" } } } });
  const first = new Set(before.map(({ id }) => id));
  for (const { payoutId, payouts: tries } of rows) {
    expect(tries.map(({ payoutId: id }) => first.has(id))).toEqual([true, false]);
    expect(tries[1]?.payoutId).toBe(payoutId);
  }
  expect((await livingOf()).map(({ amountMinor }) => amountMinor.toString()).sort()).toEqual(["1000", "1250", "3000"]);
  expect(await reopenRows(maker, { batchId, lines: null })).toMatchObject({ ok: false });
});

test("what was taken back neither comes back by its rejection being undone, nor by being mended, nor past the operations", async () => {
  const { batchId, payouts: before } = await aRejectedFile();
  await reopenRows(maker, { batchId, lines: null });
  await submit(batchId);
  const order = CreatePayout.parse({
    ...{ connection: before[0]?.connectionId, amountMinor: "1000", currency: "EUR", reference: "R-0" },
    to: { type: "inline", name: "Person 0", account: { kind: "iban", iban: "DE89370400440532013000" }, confirmedDoubts: [] },
  });
  for (const { id: payoutId, round } of before) {
    expect(await undoDecision(checker, { payoutId })).toMatchObject({ ok: false });
    expect(await mendPayout(maker, { payoutId, round, order })).toMatchObject({ ok: false });
  }
  expect(await livingOf()).toHaveLength(3);
});

test("the database itself lets no rejected payout wait again whose row is another payout's by now", async () => {
  const { batchId, payouts: before } = await aRejectedFile();
  const [payout] = before;
  // As if somebody had opened the row without letting the payout go.
  await db().batchRow.updateMany({
    where: { batchId, payoutId: payout?.id },
    data: { state: "faulty", claim: null, payoutId: null, attempt: 2 },
  });
  expect(await undoDecision(checker, { payoutId: payout?.id ?? "" }).catch(String)).toMatch(/was a row of a file that was opened again/);
});

test("a file that is taken back while the rejections are undone has each row once, with one of the two", async () => {
  const { batchId, payouts: before } = await aRejectedFile();
  const undone = await Promise.all([
    ...before.map(({ id: payoutId }) => undoDecision(checker, { payoutId })),
    reopenRows(maker, { batchId, lines: null }),
  ]);
  expect(undone.some(({ ok }) => ok)).toBe(true);
  const open = await db().batchRow.count({ where: { batchId, payoutId: null } });
  expect((await livingOf()).length + open).toBe(3);
});
