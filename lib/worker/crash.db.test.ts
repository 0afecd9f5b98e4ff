import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { currentTime, replaceClock } from "@/lib/base/clock";
import { CRASH_POINTS, type CrashPoint, ProcessDied, rehearseCrashes } from "@/lib/base/crash-point";
import { MINUTE_MS } from "@/lib/base/time";
import { db } from "@/lib/db/client";
import { approvePayout } from "@/lib/operations/approvals/approve-payout";
import { shownHashOf } from "@/lib/operations/approvals/decide";
import { dispatchPayout } from "@/lib/operations/payouts/dispatch-payout";
import { asLocked } from "@/lib/operations/payouts/lock-payout";
import { lookUpPayout } from "@/lib/operations/payouts/look-up-payout";
import { submitPayout } from "@/lib/operations/payouts/submit-payout";
import { sweepPayouts } from "@/lib/operations/payouts/sweep-payouts";
import { applyDelivery } from "@/lib/operations/webhooks/apply-delivery";
import { type Desk, startDesk } from "@/lib/testing/desk";

// One payout's whole way, with the process dying once at each named point and starting again from what was committed. Its first
// answer is lost as well, so that the way out of not knowing is walked too. The simulators' ledgers are the witness.

let desk: Desk;
let aheadMs = 0;
const restoreClock = replaceClock(() => new Date(Date.now() + aheadMs));
beforeAll(async () => {
  desk = await startDesk();
});
afterAll(async () => {
  restoreClock();
  await desk.stop();
});

const rehearsal = { end: () => {} };
afterEach(() => rehearsal.end());

type ProviderId = "ivy" | "truelayer";

async function forward(byMs: number): Promise<void> {
  aheadMs += byMs;
  await desk.control("clock", { advanceMs: byMs });
}

/** What people and the worker do next, whatever was done before: the same press, and whatever the rows say is due. */
async function step(provider: ProviderId, submissionKey: string): Promise<string> {
  const made = await submitPayout(desk.maker, {
    connection: desk[provider].id,
    amountMinor: 1_234n,
    currency: "EUR",
    to: { type: "inline", name: "Anna Schmidt", account: { kind: "iban", iban: "DE89370400440532013000" } },
    reference: "Invoice 1",
    source: "screen",
    submissionKey,
  });
  if (!made.ok) throw new Error(made.error.sentence);
  const payoutId = made.value.payoutId;
  const row = asLocked(await db().payout.findUniqueOrThrow({ where: { id: payoutId } }));
  if (row.state === "awaitingApproval") await approvePayout(desk.checker, { payoutId, shownHash: shownHashOf(row) });

  await dispatchPayout({ payoutId });
  await lookUpPayout({ payoutId });
  for (const { id } of await db().webhookDelivery.findMany({ where: { state: { in: ["stored", "waiting"] } } })) {
    await applyDelivery({ deliveryId: id });
  }
  await forward(MINUTE_MS);
  await sweepPayouts();
  return (await db().payout.findUniqueOrThrow({ where: { id: payoutId } })).state;
}

/** How the first send goes: an answer that comes, or nothing booked and so asked again under its key, or booked and unheard. */
function firstSend(point: CrashPoint | null) {
  if (point === "send.observed") return { mood: "fine" };
  if (point === "replay.begun") return { mood: "timeoutBefore", times: 1, holdMs: 100, on: ["create"] };
  return { mood: "errorAfter", times: 1, on: ["create"] };
}

async function live(provider: ProviderId, point: CrashPoint | null, strikes: (point: CrashPoint) => boolean) {
  await desk.control(`${provider}/mood`, firstSend(point));
  const submissionKey = crypto.randomUUID();
  let deaths = 0;
  const process = rehearseCrashes((point) => {
    const dies = deaths === 0 && strikes(point);
    if (dies) deaths += 1;
    return dies;
  });
  rehearsal.end = process.end;
  const stepOrRestart = async () => {
    try {
      return { state: await step(provider, submissionKey), deaths };
    } catch (error) {
      if (!(error instanceof ProcessDied)) throw error;
      process.restart();
      return { state: "died", deaths };
    }
  };
  await expect.poll(stepOrRestart, { timeout: 20_000, interval: 10 }).toEqual({ state: "settled", deaths: 1 });
  process.end();
  return db().payout.findFirstOrThrow({ where: { submissionKey }, include: { attemptRows: true } });
}

async function expectPaidOnce(provider: ProviderId, payout: Awaited<ReturnType<typeof live>>) {
  const booked = (await desk.ledger(provider)).filter((row) => row.idempotencyKey === payout.dispatchKey);
  expect(booked).toMatchObject([{ amountMinor: "1234", providerPayoutId: payout.providerPayoutId }]);
  expect(payout.contradiction).toBeNull();
  expect(payout.attemptRows.filter((attempt) => attempt.endedAt === null)).toEqual([]);
  expect(await db().payout.count({ where: { submissionKey: payout.submissionKey } })).toBe(1);
}

const everyPoint = CRASH_POINTS.flatMap((point) => (["ivy", "truelayer"] as const).map((provider) => ({ point, provider })));

test.each(everyPoint)(
  "dying at $point, a payout through $provider is paid once",
  async ({ point, provider }) => {
    const payout = await live(provider, point, (reached) => reached === point);
    await expectPaidOnce(provider, payout);
  },
  90_000,
);

const laterTransactions = Array.from({ length: 12 }, (_, index) => ({ nth: index + 2 }));

test.each(laterTransactions)(
  "dying before commit $nth of its life, a payout is paid once",
  async ({ nth }) => {
    let commits = 0;
    const payout = await live("ivy", null, (reached) => {
      if (reached === "transaction.beforeCommit") commits += 1;
      return commits === nth;
    });
    await expectPaidOnce("ivy", payout);
    expect(payout.createdAt.getTime()).toBeLessThanOrEqual(currentTime().getTime());
  },
  90_000,
);
