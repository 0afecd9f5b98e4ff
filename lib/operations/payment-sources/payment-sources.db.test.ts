import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { addMs, DAY_MS } from "@/lib/base/time";
import { db } from "@/lib/db/client";
import type { Connection } from "@/lib/db/generated/client";
import type { Actor } from "@/lib/domain/access/actor";
import { applyDelivery } from "@/lib/operations/webhooks/apply-delivery";
import { JOBS } from "@/lib/queue/jobs";
import { type Desk, startDesk } from "@/lib/testing/desk";
import { aConnection } from "@/lib/testing/factories";
import { aPayout } from "@/lib/testing/payout-factory";
import { aPaymentSource } from "@/lib/testing/receiver-factories";
import { findPaymentSources } from "./find-payment-sources";
import { readSources } from "./read-sources";
import { tellSource } from "./tell-source";

let desk: Desk;
const quiet = { paymentSourceId: crypto.randomUUID(), userId: crypto.randomUUID() };
beforeAll(async () => {
  desk = await startDesk();
  const paidInAt = addMs(new Date(), -DAY_MS).toISOString();
  await desk.control("truelayer/orders", { accountId: desk.accountOf(desk.truelayer), ...quiet, amountMinor: "700", paidInAt });
});
afterAll(() => desk.stop());

const find = async (text: string) => {
  const found = await findPaymentSources(desk.maker, { text });
  if (!found.ok) throw new Error(found.error.sentence);
  return found.value.sources;
};
const key = (merchantId: string): Actor => ({
  kind: "apiKey",
  apiKeyId: "key_test",
  name: "Shop",
  merchantId,
  scopes: ["paymentSources:write"],
});
const sourceRow = (connection: Connection, sourceId: string) =>
  db().paymentSource.findUnique({ where: { connectionId_sourceId: { connectionId: connection.id, sourceId } } });
const makeStale = (connection: Connection) =>
  db().paymentSource.updateMany({ where: { connectionId: connection.id }, data: { readAt: new Date(0) } });

/** Webhooks of this kind as they came in by HTTP, applied and followed as the worker would. */
async function follow(connection: Connection, type: string, seen: number) {
  const named = async () => {
    const rows = await db().webhookDelivery.findMany({ where: { connectionId: connection.id }, orderBy: { id: "asc" } });
    return rows.filter(({ body }) => Buffer.from(body).toString().includes(`"${type}"`));
  };
  await expect.poll(async () => (await named()).length, { timeout: 20_000 }).toBe(seen);
  const delivery = (await named()).at(-1);
  expect(delivery?.proof).toBe("signed");
  expect(await applyDelivery({ deliveryId: delivery?.id ?? "" })).toBe("applied");
  const jobs = await db().$queryRaw<{ data: unknown }[]>`
    SELECT "data" FROM pgboss.job WHERE "name" = 'readSources' AND "data"->>'connectionId' = ${connection.id} ORDER BY "created_on" DESC LIMIT 1`;
  expect(await readSources(JOBS.readSources.parse(jobs[0]?.data))).toBe("read");
}

describe("TrueLayer", () => {
  const ids = { paymentSourceId: crypto.randomUUID(), userId: crypto.randomUUID() };
  const order = (facts: object) =>
    desk.control("truelayer/orders", { accountId: desk.accountOf(desk.truelayer), ...ids, holderName: "Ruth Klein", ...facts });

  test("a settled payment becomes a source by its webhook, with the amount that only the ledger has", async () => {
    await order({ amountMinor: "12000" });
    await follow(desk.truelayer, "payment_settled", 1);
    const [source, ...others] = await find(ids.userId);
    expect(others).toEqual([]);
    expect(source).toMatchObject({ holderName: "Ruth Klein", kind: "paymentSource", returnable: { minor: 12_000n, currency: "EUR" } });
    expect(source?.masked).toMatch(/3000$/);
  });

  test("what TrueLayer refunded past the desk is no longer returnable", async () => {
    await order({ amountMinor: "12000", refundedMinor: "2500" });
    await follow(desk.truelayer, "refund_executed", 1);
    expect((await find(ids.userId))[0]).toMatchObject({ refunded: { minor: 2_500n }, returnable: { minor: 9_500n } });
  });

  test("read again, nothing counts twice, and it is found by the payment's id as well", async () => {
    await Promise.all([1, 2, 3].map(() => readSources({ connectionId: desk.truelayer.id })));
    expect((await find(ids.userId))[0]).toMatchObject({ paidIn: { minor: 12_000n }, returnable: { minor: 9_500n } });
    const source = await sourceRow(desk.truelayer, ids.paymentSourceId);
    const [name] = await db().paymentSourceName.findMany({ where: { paymentSourceId: source?.id ?? "" } });
    expect(await find(name?.name ?? "")).toMatchObject([{ sourceId: ids.paymentSourceId }]);
  });

  test("while it does not answer it is asked later, ever less often, and at last no more", async () => {
    await desk.control("truelayer/mood", { mood: "down", on: ["read"] });
    const ask = { connectionId: desk.truelayer.id, since: new Date().toISOString() };
    expect(await readSources(ask)).toBe("postponed");
    const jobs = await db().$queryRaw<{ data: unknown; wait: number }[]>`
      SELECT "data", extract(epoch FROM "start_after" - "created_on")::float8 AS "wait" FROM pgboss.job
      WHERE "name" = 'readSources' AND "data"->>'tries' = '1' AND "data"->>'connectionId' = ${desk.truelayer.id}`;
    expect(jobs).toMatchObject([{ data: { ...ask, tries: 1 } }]);
    expect(jobs[0]?.wait).toBeGreaterThan(8);
    expect(await readSources({ ...ask, tries: 18 })).toBe("givenUp");
    await desk.control("truelayer/mood", { mood: "fine" });
    await db().connectionHealth.deleteMany({ where: { connectionId: desk.truelayer.id } });
    expect(await readSources({ ...ask, tries: 1 })).toBe("read");
  });

  test("an event that is faster than the ledger is not done with before the payment is listed", async () => {
    const early = { connectionId: desk.truelayer.id, since: new Date().toISOString(), paymentId: crypto.randomUUID() };
    expect(await readSources(early)).toBe("postponed");
    expect(await readSources({ ...early, paymentId: undefined })).toBe("read");
  });

  test("a customer whom no webhook told of is asked of TrueLayer, amounts and all", async () => {
    expect(await find(quiet.userId)).toMatchObject([{ sourceId: quiet.paymentSourceId, returnable: { minor: 700n } }]);
  });
});

describe("Ivy", () => {
  const order = (facts: object) => desk.control("ivy/orders", { accountId: desk.accountOf(desk.ivy), ...facts });

  test("an order becomes a source by its webhook, found by the merchant's own reference", async () => {
    await order({ orderId: "ivy-1", reference: "Basket 1", amountMinor: "5000", holderName: "Jo Payer" });
    await follow(desk.ivy, "order_created", 1);
    expect(await find("Basket 1")).toMatchObject([{ orderId: "ivy-1", kind: "order", returnable: { minor: 5_000n }, refusal: null }]);
  });

  test("a dispute or a refund since then is seen when somebody asks, and not met as a refusal", async () => {
    await order({ orderId: "ivy-1", reference: "Basket 1", amountMinor: "5000", refundedMinor: "1500", status: "partially_refunded" });
    await makeStale(desk.ivy);
    expect((await find("ivy-1"))[0]).toMatchObject({ returnable: { minor: 3_500n }, refusal: null });
    await order({ orderId: "ivy-1", amountMinor: "5000", status: "in_dispute" });
    await makeStale(desk.ivy);
    expect((await find("ivy-1"))[0]).toMatchObject({ refusal: "This order is in dispute." });
  });

  test.each([
    ["bank code", { kind: "bankCode", code: "5001", accountNumber: "123456" }, null],
    ["national number", { kind: "bban", bban: "61109010140000071219812874" }, null],
    ["US number", { kind: "aba", routingNumber: "021000021", accountNumber: "12345678", accountType: "checking" }, null],
    [
      "wallet",
      { kind: "wallet", address: "0x52908400098527886E0F7030069857D2E4169EE7", blockchain: "ETH" },
      "This order was paid from a wallet, and nothing is sent back to wallets from here.",
    ],
    ["unknown account", null, "Ivy does not know the account that this order was paid from."],
  ])("a payer by %s is shown with the account, or refused with the reason", async (name, address, refusal) => {
    const orderId = `ivy-${name.replaceAll(" ", "-")}`;
    await order({ orderId, address, paidInAt: new Date().toISOString() });
    const [source] = await find(orderId);
    expect(source).toMatchObject({ orderId, refusal });
    expect(source?.masked === null).toBe(refusal !== null);
  });
});

test("a currency that the connection does not pay in is said where the source is shown", async () => {
  const connection = await aConnection(db(), { merchant: desk.merchant, provider: "ivy" });
  await db().connection.update({ where: { id: connection.id }, data: { currency: "EUR" } });
  await aPaymentSource(db(), { connection, orderId: "in-pounds", currency: "GBP" });
  expect(await find("in-pounds")).toMatchObject([{ refusal: `${connection.name} pays out in EUR only.` }]);
});

describe("the merchant's own system", () => {
  const told = (connection: Connection, facts: object) =>
    ({
      ...{ connection: connection.id, userId: null, orderReference: null, holderName: null, holderEmail: null, account: null },
      ...{ currency: "EUR", refundedMinor: 0n, paidInAt: null, ...facts },
    }) as Parameters<typeof tellSource>[1];

  test("tells of a source once, however often, and every reference it ever gave finds it", async () => {
    const connection = await aConnection(db(), { merchant: desk.merchant, provider: "truelayer" });
    const facts = { sourceId: "A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11", userId: "U-1", holderEmail: "Ruth@Klein.test", paidInMinor: 4_000n };
    const many = await Promise.all(
      [1, 2, 3, 4].map((at) => tellSource(key(desk.merchant.id), told(connection, { ...facts, orderReference: `Order ${at}` }))),
    );
    expect(many.every(({ ok }) => ok)).toBe(true);
    expect(await db().paymentSource.count({ where: { connectionId: connection.id } })).toBe(1);
    for (const text of ["Order 1", "Order 4", "ruth@klein.test", "u-1"])
      expect(await find(text)).toMatchObject([{ returnable: { minor: 4_000n } }]);
  });

  test("cannot raise what the provider has told, and nobody else may tell at all", async () => {
    const source = await aPaymentSource(db(), { connection: desk.ivy, sourceId: "ivy-known", orderId: "ivy-known", paidInMinor: 100n });
    await tellSource(key(desk.merchant.id), told(desk.ivy, { sourceId: "ivy-known", orderReference: "Mine", paidInMinor: 999_999n }));
    expect(await sourceRow(desk.ivy, source.sourceId)).toMatchObject({ orderReference: "Mine", amountsFrom: "provider" });
    expect((await sourceRow(desk.ivy, source.sourceId))?.paidInMinor.toString()).toBe("100");
    expect(await tellSource(desk.maker, told(desk.ivy, { sourceId: "x", paidInMinor: 1n }))).toMatchObject({
      ok: false,
      error: { code: "forbidden" },
    });
  });
});

describe("the database itself", () => {
  test("takes no payout that sends back more than came in, to a refused source, or in another currency", async () => {
    const source = await aPaymentSource(db(), { connection: desk.ivy, paidInMinor: 10_000n, refundedMinor: 1_000n });
    const draft = (amountMinor: bigint, more = {}) => aPayout(db(), { source, state: "draft", amountMinor, ...more });
    await aPayout(db(), { source, state: "failed", amountMinor: 9_000n });
    await draft(4_000n);
    await expect(draft(5_001n)).rejects.toThrow(/more would be sent back than came in/);
    await expect(draft(10n, { currency: "GBP" })).rejects.toThrow(/goes back where the money came in/);
    await draft(5_000n);
    const refused = await aPaymentSource(db(), { connection: desk.ivy, refusal: "It is in dispute." });
    await expect(aPayout(db(), { source: refused, state: "draft", amountMinor: 1n })).rejects.toThrow(/nothing is sent back/);
  });

  test("decides between many at once, round after round, also without any lock of ours", async () => {
    for (let round = 0; round < 25; round += 1) {
      const source = await aPaymentSource(db(), { connection: desk.ivy, paidInMinor: 1_000n });
      const made = await Promise.allSettled(Array.from({ length: 6 }, () => aPayout(db(), { source, state: "draft", amountMinor: 300n })));
      expect(made.filter(({ status }) => status === "fulfilled")).toHaveLength(3);
    }
  }, 120_000);
});
