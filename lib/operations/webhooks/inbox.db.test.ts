import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { replaceClock } from "@/lib/base/clock";
import { ProcessDied, rehearseCrashes } from "@/lib/base/crash-point";
import { addMs, HOUR_MS, MINUTE_MS, SECOND_MS } from "@/lib/base/time";
import { db } from "@/lib/db/client";
import { waitsUntil } from "@/lib/domain/webhook/schema";
import { dispatchPayout } from "@/lib/operations/payouts/dispatch-payout";
import { sweepDeliveries, sweepPayouts } from "@/lib/operations/payouts/sweep-payouts";
import { takeTurn } from "@/lib/operations/throttle/take-turn";
import { anApprovedPayout } from "@/lib/testing/approved-payout";
import { type Desk, startDesk } from "@/lib/testing/desk";
import { aConnection } from "@/lib/testing/factories";
import { aDelivery } from "@/lib/testing/inbox-factories";
import { aPayout } from "@/lib/testing/payout-factory";
import { applyDelivery } from "./apply-delivery";
import { receiveDelivery } from "./receive-delivery";
import { replayDelivery } from "./replay-delivery";

let desk: Desk;
beforeAll(async () => {
  desk = await startDesk();
});
afterAll(() => desk.stop());

const read = (id: string) => db().payout.findUniqueOrThrow({ where: { id } });

async function jobsFor(name: string, payload: object): Promise<number> {
  const rows = await db().$queryRaw<
    unknown[]
  >`SELECT 1 FROM pgboss.job WHERE "name" = ${name} AND "data" = ${JSON.stringify(payload)}::jsonb`;
  return rows.length;
}

describe("a replay", () => {
  test("does nothing twice: pressed twice at once it is one job and one entry, and the payout moved once", async () => {
    const payoutId = await anApprovedPayout(desk);
    await dispatchPayout({ payoutId });
    await desk.control("clock", { advanceMs: 60_000 });
    const [delivery] = await expect
      .poll(() => db().webhookDelivery.findMany({ where: { connectionId: desk.ivy.id }, orderBy: { id: "desc" } }), { timeout: 20_000 })
      .not.toHaveLength(0)
      .then(() => db().webhookDelivery.findMany({ where: { connectionId: desk.ivy.id }, orderBy: { id: "desc" } }));
    const deliveryId = delivery?.id ?? "";
    await applyDelivery({ deliveryId });
    expect(await db().webhookDelivery.findUnique({ where: { id: deliveryId } })).toMatchObject({ state: "applied", payoutId });

    const before = await jobsFor("applyDelivery", { deliveryId });
    await Promise.all([replayDelivery(desk.checker, { deliveryId }), replayDelivery(desk.checker, { deliveryId })]);
    expect(await jobsFor("applyDelivery", { deliveryId })).toBe(before + 1);
    expect(await db().auditEntry.count({ where: { subjectId: deliveryId, event: "webhook.replayed" } })).toBe(1);

    const state = (await read(payoutId)).state;
    expect(await Promise.all([applyDelivery({ deliveryId }), applyDelivery({ deliveryId })])).toContain("applied");
    expect((await read(payoutId)).state).toBe(state);
    expect(await db().stateTransition.count({ where: { payoutId, toState: state } })).toBe(1);
  });

  test("of a forged delivery is refused, and the database keeps it refused", async () => {
    const { id: deliveryId } = await aDelivery(db(), { connection: desk.ivy, proof: "forged" });
    expect(await replayDelivery(desk.checker, { deliveryId })).toMatchObject({ ok: false, error: { code: "forgedDelivery" } });
    expect(await applyDelivery({ deliveryId })).toBe("notDue");
    await expect(db().webhookDelivery.update({ where: { id: deliveryId }, data: { state: "stored" } })).rejects.toThrow(
      /forged_is_refused/,
    );
    await expect(db().webhookDelivery.update({ where: { id: deliveryId }, data: { proof: "signed" } })).rejects.toThrow(/as it arrived/);
  });

  test("of a webhook whose payout turned up later applies it", async () => {
    const { id: deliveryId, receivedAt } = await aDelivery(db(), { connection: desk.ivy, state: "waiting" });
    expect(waitsUntil({ receivedAt }).getTime()).toBeGreaterThan(Date.now());
    expect(await replayDelivery(desk.checker, { deliveryId })).toMatchObject({ ok: true });
    expect(await db().webhookDelivery.findUnique({ where: { id: deliveryId } })).toMatchObject({ state: "stored" });
  });
});

describe("a delivery that waits", () => {
  const dueOf = async (id: string) => (await db().webhookDelivery.findUniqueOrThrow({ where: { id } })).nextTryAt;

  test("is tried again ever less often, and at last no more", async () => {
    const start = new Date();
    const { id } = await aDelivery(db(), { connection: desk.ivy, state: "waiting", receivedAt: start });
    const waits: number[] = [];
    let now = start;
    const turnBack = replaceClock(() => now);
    try {
      for (let due = await dueOf(id); due !== null && waits.length < 200; due = await dueOf(id)) {
        waits.push(due.getTime() - now.getTime());
        now = due;
        await sweepDeliveries();
      }
    } finally {
      turnBack();
    }
    expect(waits.slice(0, 5).map((ms) => ms / SECOND_MS)).toEqual([5, 10, 15, 30, 60]);
    expect(Math.max(...waits)).toBe(HOUR_MS);
    expect(waits.reduce((sum, ms) => sum + ms, 0)).toBeGreaterThanOrEqual(waitsUntil({ receivedAt: start }).getTime() - start.getTime());
    expect(await jobsFor("applyDelivery", { deliveryId: id })).toBeGreaterThan(0);
  });

  test("does not keep others from their turn, however many wait before it", async () => {
    const ago = (ms: number) => addMs(new Date(), -ms);
    for (let place = 0; place < 205; place += 1)
      await aDelivery(db(), { connection: desk.ivy, state: "waiting", receivedAt: ago(HOUR_MS) });
    const { id } = await aDelivery(db(), { connection: desk.ivy, state: "stored", receivedAt: ago(MINUTE_MS) });
    await sweepDeliveries();
    expect(await jobsFor("applyDelivery", { deliveryId: id })).toBe(0);
    await sweepDeliveries();
    expect(await jobsFor("applyDelivery", { deliveryId: id })).toBe(1);
  });
});

describe("an unsigned hint", () => {
  const SUBACCOUNT = "2f7a5c8e-9b10-4a3c-8d44-5e0f3f0c1b1e";
  const settings = { apiKey: "key-of-the-test", apiSecret: "secret-of-the-test", subaccountId: SUBACCOUNT };

  async function hinted(payoutId: string, connectionId: string, timestamp: number) {
    const { providerPayoutId } = await read(payoutId);
    const event = { event: "payoutUpdated", payout_id: providerPayoutId, status: "successful", subccount_id: SUBACCOUNT, timestamp };
    const body = new TextEncoder().encode(JSON.stringify(event));
    await receiveDelivery({ provider: "ipay", connectionId, delivery: { path: "/", headers: {}, body, receivedAt: new Date() } });
    const delivery = await db().webhookDelivery.findFirstOrThrow({ where: { connectionId }, orderBy: { id: "desc" } });
    return applyDelivery({ deliveryId: delivery.id });
  }

  test("that was stored when its process died, before its job was queued, is found by the sweep", async () => {
    const connection = await aConnection(db(), { merchant: desk.merchant, provider: "ipay", settings });
    const { id: payoutId } = await aPayout(db(), { connection, state: "inFlight" });
    const rehearsal = rehearseCrashes((point) => point === "webhook.stored");
    await expect(hinted(payoutId, connection.id, 1_772_442_301_000)).rejects.toThrow(ProcessDied);
    rehearsal.end();
    const { id: deliveryId, nextTryAt } = await db().webhookDelivery.findFirstOrThrow({ where: { connectionId: connection.id } });
    expect(await jobsFor("applyDelivery", { deliveryId })).toBe(0);

    const turnBack = replaceClock(() => nextTryAt ?? new Date());
    try {
      // What else waits here may have its turn first.
      for (let sweep = 0; sweep < 3; sweep += 1) await sweepDeliveries();
    } finally {
      turnBack();
    }
    expect(await jobsFor("applyDelivery", { deliveryId })).toBe(1);
    expect(await applyDelivery({ deliveryId })).toBe("applied");
  });

  test("ten of them in a row are one look at the provider, and the next ones wait their time", async () => {
    const connection = await aConnection(db(), { merchant: desk.merchant, provider: "ipay", settings });
    const { id: payoutId } = await aPayout(db(), { connection, state: "inFlight", nextCheckAt: addMs(new Date(), 10 * MINUTE_MS) });
    for (let hint = 0; hint < 10; hint += 1) expect(await hinted(payoutId, connection.id, 1_772_442_301_000 + hint)).toBe("applied");
    expect((await read(payoutId)).nextCheckAt?.getTime()).toBeLessThanOrEqual(Date.now());
    await sweepPayouts();
    await sweepPayouts();
    expect(await jobsFor("lookUpPayout", { payoutId })).toBe(1);

    // The look has just been: the next hint is heeded, and only after a pause.
    await db().evidence.create({
      data: {
        ...{ id: `evi_${payoutId}`, merchantId: desk.merchant.id, connectionId: connection.id, payoutId, purpose: "lookUpPayout" },
        ...{ method: "GET", url: "http://127.0.0.1", requestHeaders: {}, requestBody: "", bytesLeft: true, status: 200 },
        ...{ responseHeaders: {}, responseBody: "", startedAt: new Date(), durationMs: 1 },
      },
    });
    const from = Date.now();
    await hinted(payoutId, connection.id, 1_772_442_302_000);
    const next = (await read(payoutId)).nextCheckAt?.getTime() ?? 0;
    expect(next).toBeGreaterThan(from + 2 * SECOND_MS);
    expect(next).toBeLessThan(from + MINUTE_MS);
  });

  test("about a payout that has ended asks nobody", async () => {
    const connection = await aConnection(db(), { merchant: desk.merchant, provider: "ipay", settings });
    const { id: payoutId } = await aPayout(db(), { connection, state: "failed" });
    await hinted(payoutId, connection.id, 1_772_442_301_000);
    expect((await read(payoutId)).nextCheckAt).toBeNull();
  });
});

describe("a flood of lies", () => {
  test("fills no database and is written down once, and what is proven still comes in", async () => {
    const { id: connectionId } = desk.ivy;
    const lie = () => {
      const delivery = { path: "/", headers: { "x-ivy-signature": "0".repeat(64) }, body: Buffer.from("{}"), receivedAt: new Date() };
      return receiveDelivery({ provider: "ivy", connectionId, delivery });
    };
    const countKept = (proof: object) => db().webhookDelivery.count({ where: { connectionId, ...proof } });
    const before = await countKept({ proof: "forged" });
    await Promise.all(Array.from({ length: 598 }, () => takeTurn("forgedDelivery", connectionId)));
    const told = await Promise.all(Array.from({ length: 6 }, lie));
    expect(told).toEqual(told.map(() => ({ kind: "forged" })));
    expect(await countKept({ proof: "forged" })).toBe(before + 2);
    expect(await db().auditEntry.count({ where: { subjectId: connectionId, event: "webhook.flooded" } })).toBe(1);

    const proven = await countKept({ proof: "signed" });
    await dispatchPayout({ payoutId: await anApprovedPayout(desk) });
    await desk.control("clock", { advanceMs: 60_000 });
    await expect.poll(() => countKept({ proof: "signed" }), { timeout: 20_000 }).toBeGreaterThan(proven);
  });
});
