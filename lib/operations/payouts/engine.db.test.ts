import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { shownHashOf } from "@/lib/db/shown-hash";
import type { PayoutState } from "@/lib/domain/payout/lifecycle";
import type { PayoutTarget } from "@/lib/domain/payout/schema";
import { approvePayout } from "@/lib/operations/approvals/approve-payout";
import { applyDelivery } from "@/lib/operations/webhooks/apply-delivery";
import { type Desk, startDesk } from "@/lib/testing/desk";
import { aPayout } from "@/lib/testing/payout-factory";
import { dispatchPayout } from "./dispatch-payout";
import { asLocked } from "./lock-payout";
import { lookUpPayout } from "./look-up-payout";
import { submitPayout } from "./submit-payout";

// The whole way with real simulators over real HTTP; only the queue's hand is replaced by calling its handlers one by one.

let desk: Desk;
beforeAll(async () => {
  desk = await startDesk();
});
afterAll(() => desk.stop());

const INLINE: PayoutTarget = { type: "inline", name: "Anna Schmidt", account: { kind: "iban", iban: "DE89370400440532013000" } };
type ProviderId = "ivy" | "truelayer";

async function approved(provider: ProviderId, to: PayoutTarget = INLINE): Promise<string> {
  const made = await submitPayout(desk.maker, {
    connection: desk[provider].id,
    amountMinor: 1_234n,
    currency: "EUR",
    to,
    reference: "Invoice 1",
    source: "screen",
  });
  if (!made.ok) throw new Error(made.error.sentence);
  const row = asLocked(await db().payout.findUniqueOrThrow({ where: { id: made.value.payoutId } }));
  const decided = await approvePayout(desk.checker, { payoutId: row.id, shownHash: await shownHashOf(db(), row) });
  if (!decided.ok) throw new Error(decided.error.sentence);
  return row.id;
}

const read = (id: string) => db().payout.findUniqueOrThrow({ where: { id }, include: { attemptRows: { orderBy: { sequence: "asc" } } } });

async function booked(provider: ProviderId, payoutId: string) {
  const { dispatchKey } = await read(payoutId);
  return (await desk.ledger(provider)).filter((row) => row.idempotencyKey === dispatchKey);
}

/** Lets the simulators' clock run and hands every stored delivery to its handler, until the payout is where it should end. */
async function settle(payoutId: string, state: PayoutState) {
  await expect
    .poll(
      async () => {
        await desk.control("clock", { advanceMs: 5_000 });
        for (const { id } of await db().webhookDelivery.findMany({ where: { state: { in: ["stored", "waiting"] } } })) {
          await applyDelivery({ deliveryId: id });
        }
        return (await read(payoutId)).state;
      },
      { timeout: 20_000, interval: 50 },
    )
    .toBe(state);
}

test("what says that it is approved, and lacks a checker's word, does not leave", async () => {
  const { connectionId, merchantId } = { connectionId: desk.ivy.id, merchantId: desk.maker.merchantId };
  const [connection, merchant] = await Promise.all([
    db().connection.findUniqueOrThrow({ where: { id: connectionId } }),
    db().merchant.findUniqueOrThrow({ where: { id: merchantId } }),
  ]);
  const { id } = await aPayout(db(), { state: "approved", connection, merchant, neededCheckers: 2 });
  await expect(dispatchPayout({ payoutId: id })).rejects.toThrow("is approved with 1 of 2 decisions");
  expect(await read(id)).toMatchObject({ state: "approved", attempts: 0, attemptRows: [] });
});

describe.each(["ivy", "truelayer"] as const)("through %s", (provider) => {
  test("an approved payout is sent once, and its signed webhook settles it", async () => {
    const id = await approved(provider);
    expect(await dispatchPayout({ payoutId: id })).toBe("accepted");
    expect(await dispatchPayout({ payoutId: id })).toBe("notDue");
    expect(await read(id)).toMatchObject({ state: "inFlight", attempts: 1 });
    await settle(id, "settled");
    expect(await booked(provider, id)).toMatchObject([{ amountMinor: "1234", requests: 1 }]);
  });

  test("ten workers at once send it once", async () => {
    const id = await approved(provider);
    const ends = await Promise.all(Array.from({ length: 10 }, () => dispatchPayout({ payoutId: id })));
    expect(ends.filter((end) => end === "accepted")).toHaveLength(1);
    expect(await booked(provider, id)).toMatchObject([{ requests: 1 }]);
  });

  test.each(["errorAfter", "garbled", "emptyBody", "timeoutAfter"])(
    "%s: it is unconfirmed, then found under its key, and paid once",
    async (mood) => {
      const id = await approved(provider);
      await desk.control(`${provider}/mood`, { mood, times: 1, holdMs: 100 });
      expect(await dispatchPayout({ payoutId: id })).toBe("unknown");
      expect((await read(id)).state).toBe("unconfirmed");
      await lookUpPayout({ payoutId: id });
      expect((await read(id)).state).not.toBe("unconfirmed");
      await settle(id, "settled");
      expect(await booked(provider, id)).toHaveLength(1);
    },
  );

  test("timeoutBefore: nothing was booked, the same key books it, once", async () => {
    const id = await approved(provider);
    await desk.control(`${provider}/mood`, { mood: "timeoutBefore", times: 1, holdMs: 100 });
    expect(await dispatchPayout({ payoutId: id })).toBe("unknown");
    expect(await booked(provider, id)).toHaveLength(0);
    expect(await lookUpPayout({ payoutId: id })).toBe("replayed");
    expect(await read(id)).toMatchObject({ state: "inFlight", attempts: 2 });
    expect(await booked(provider, id)).toHaveLength(1);
  });

  test("slowed down by the provider: surely not sent, so it waits approved and goes later", async () => {
    const id = await approved(provider);
    await desk.control(`${provider}/mood`, { mood: "rateLimited", times: 1, on: ["create"] });
    expect(await dispatchPayout({ payoutId: id })).toBe("notSent");
    const row = await read(id);
    expect(row.state).toBe("approved");
    expect(row.nextCheckAt?.getTime()).toBeGreaterThan(Date.now());
    // The whole connection keeps still for as long as the provider asked.
    expect(await dispatchPayout({ payoutId: id })).toBe("paced");
    await db().connectionHealth.update({ where: { connectionId: desk[provider].id }, data: { paceAt: null } });
    expect(await dispatchPayout({ payoutId: id })).toBe("accepted");
    expect(await booked(provider, id)).toHaveLength(1);
  });

  test("refused: a reason in our words, the provider's code beside it, and nothing booked", async () => {
    const id = await approved(provider);
    await desk.control(`${provider}/mood`, { mood: "refuse:instructionInvalid", times: 1 });
    expect(await dispatchPayout({ payoutId: id })).toBe("refused");
    const row = await read(id);
    expect(row.state).toBe("refused");
    expect(row.failureReason).not.toBeNull();
    expect(await booked(provider, id)).toHaveLength(0);
  });

  test("refused under its key after an attempt that may have been paid: it stays unconfirmed, and a person is told", async () => {
    const id = await approved(provider);
    await desk.control(`${provider}/mood`, { mood: "timeoutBefore", times: 1, holdMs: 100 });
    expect(await dispatchPayout({ payoutId: id })).toBe("unknown");
    await desk.control(`${provider}/mood`, { mood: "refuse:instructionInvalid", times: 1, on: ["create"] });
    expect(await lookUpPayout({ payoutId: id })).toBe("replayed");
    expect(await read(id)).toMatchObject({
      state: "unconfirmed",
      contradiction: expect.stringContaining("an earlier attempt may have been paid"),
      attemptRows: [{ end: "unknown" }, { end: "refused" }],
    });
  });

  test("what it had accepted it does not know any more: nothing moves, and a person is told", async () => {
    const connection = await db().connection.findUniqueOrThrow({ where: { id: desk[provider].id } });
    const merchant = await db().merchant.findUniqueOrThrow({ where: { id: desk.maker.merchantId } });
    const { id } = await aPayout(db(), { state: "inFlight", connection, merchant });
    expect(await lookUpPayout({ payoutId: id })).toBe("absent");
    expect(await read(id)).toMatchObject({ state: "inFlight", contradiction: expect.stringContaining("does not know this payout") });
  });

  test("accepted and later failed: the reason arrives with the webhook", async () => {
    const id = await approved(provider);
    await desk.control(`${provider}/mood`, { mood: "fail:accountInvalid", times: 1 });
    await dispatchPayout({ payoutId: id });
    await settle(id, "failed");
    expect((await read(id)).failureReason).toBe("accountInvalid");
  });

  test("no webhook ever comes: polling finds the end", async () => {
    const id = await approved(provider);
    await desk.control(`${provider}/mood`, { mood: "webhooksLost" });
    await dispatchPayout({ payoutId: id });
    await desk.control("clock", { advanceMs: 60_000 });
    expect(await lookUpPayout({ payoutId: id })).toBe("found");
    await desk.control(`${provider}/mood`, { mood: "fine" });
    expect((await read(id)).state).toBe("settled");
  });

  test("forged webhooks are kept as refused and change nothing; doubled ones act once", async () => {
    const id = await approved(provider);
    await desk.control(`${provider}/mood`, { mood: ["webhooksForged", "webhooksDoubled"] });
    await dispatchPayout({ payoutId: id });
    await settle(id, "settled");
    await desk.control(`${provider}/mood`, { mood: "fine" });
    const moves = await db().stateTransition.findMany({ where: { payoutId: id, toState: "settled" } });
    expect(moves).toHaveLength(1);
    const forged = await db().webhookDelivery.findMany({ where: { connectionId: desk[provider].id, proof: "forged" } });
    expect(forged.length).toBeGreaterThan(0);
    expect(forged.every((row) => row.state === "refused" && row.dedupeKey === null)).toBe(true);
  });

  test("the process that was sending is gone: unconfirmed, looked up, and paid once", async () => {
    const id = await approved(provider);
    await dispatchPayout({ payoutId: id });
    const before = await read(id);
    // What a kill between the answer and our note of it leaves behind: an attempt without an end, long past its deadline.
    const other = await approved(provider);
    await db().$executeRaw`UPDATE "payout" SET "state" = 'dispatching', "attempts" = 1 WHERE "id" = ${other}`;
    await db().attempt.create({
      data: {
        id: `att_${other}`,
        merchantId: desk.merchant.id,
        payoutId: other,
        sequence: 1,
        guard: "idempotencyKey",
        guardKey: (await read(other)).dispatchKey,
        settingsHash: desk[provider].settingsMark,
        startedAt: new Date(Date.now() - 60_000),
      },
    });
    await lookUpPayout({ payoutId: other });
    expect((await read(other)).state).toBe("inFlight");
    expect((await read(other)).attemptRows.map((attempt) => attempt.end)).toEqual(["unknown", "accepted"]);
    expect(await booked(provider, other)).toHaveLength(1);
    expect(before.attempts).toBe(1);
  });

  test("no secret of the connection is in any evidence", async () => {
    const rows = JSON.stringify(await db().evidence.findMany({ where: { connectionId: desk[provider].id } }));
    const { openConnection } = await import("@/lib/operations/connections/open-connection");
    const { provider: opened } = openConnection(desk[provider]);
    const { unseal } = await import("@/lib/db/seal");
    const row = desk[provider];
    const settings: Record<string, string> = JSON.parse(unseal({ sealed: row.settingsSealed, keyId: row.settingsKeyId, binding: row.id }));
    for (const field of opened.settingsFields.filter((one) => one.secret)) {
      const secret = settings[field.name] ?? "";
      expect(secret.length).toBeGreaterThan(8);
      expect(rows.includes(secret)).toBe(false);
    }
    expect(rows.length).toBeGreaterThan(1000);
  });
});

test("settings that cannot be read leave the payout approved, with no attempt begun", async () => {
  const id = await approved("ivy");
  const { settingsSealed } = await db().connection.findUniqueOrThrow({ where: { id: desk.ivy.id } });
  await db().connection.update({ where: { id: desk.ivy.id }, data: { settingsSealed: new Uint8Array(40) } });
  await expect(dispatchPayout({ payoutId: id })).rejects.toThrow();
  expect(await read(id)).toMatchObject({ state: "approved", attempts: 0, attemptRows: [] });
  await db().connection.update({ where: { id: desk.ivy.id }, data: { settingsSealed } });
  expect(await dispatchPayout({ payoutId: id })).toBe("accepted");
});

test("closed loop by an order id that only Ivy knows: it is read, kept, and paid back", async () => {
  const order = await desk.control("ivy/orders", { orderId: "order-e2e-1", amountMinor: "5000", currency: "EUR" });
  expect(order).toBeTruthy();
  const id = await approved("ivy", { type: "order", orderId: "order-e2e-1" });
  await dispatchPayout({ payoutId: id });
  await settle(id, "settled");
  expect(await booked("ivy", id)).toHaveLength(1);
});
