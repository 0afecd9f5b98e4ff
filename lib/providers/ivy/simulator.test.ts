import { describe, expect, test } from "vitest";
import * as z from "zod";
import { addMs, DAY_MS } from "@/lib/base/time";
import { seededRandom } from "../contract/simulator-random";
import type { OutgoingWebhook } from "../contract/simulator-spec";
import { memoryJournal, type Put } from "../contract/simulator-store";
import { ivySimulator } from "./simulator";
import { signBody } from "./webhooks";

const IBAN = { type: "iban", iban: { iban: "DE93500105176719451585", accountHolderName: "Jo" } };
const TO_IBAN = { amount: 10.5, currency: "EUR", destination: { financialAddress: IBAN } };
const Created = z.object({ id: z.string(), status: z.string() });

/** The make-believe Ivy in this process alone: a clock that a test moves, dice with a seed, and webhooks that go nowhere. */
async function open({ seed = 1, deliverTo = () => 200 }: { seed?: number; deliverTo?: () => number | null } = {}) {
  const clock = { now: new Date("2026-03-02T09:00:00.000Z") };
  const journal: Put[] = [];
  const sent: { at: number; webhook: OutgoingWebhook }[] = [];
  const core = ivySimulator.start({
    now: () => clock.now,
    wallNow: () => clock.now,
    random: seededRandom(seed),
    journal: memoryJournal(journal),
    origin: () => "http://simulators.test",
    async sendWebhook(webhook) {
      sent.push({ at: clock.now.getTime(), webhook });
      return deliverTo();
    },
  });
  for (const merchant of ["one", "two"]) {
    await core.registerAccount({
      accountId: merchant,
      credentials: { apiKey: `${merchant}-api-key`, webhookSecret: `${merchant}-webhook-secret` },
      webhookUrl: "http://desk.test/hook",
      balances: { EUR: "100000", GBP: 50000 },
    });
  }
  const raw = async (path: string, body: string, headers: Record<string, string>, method = "POST") => {
    const reply = await core.handle({
      method,
      prefix: "ivy",
      path,
      fullPath: `/ivy${path}`,
      query: {},
      headers,
      body: new TextEncoder().encode(body),
    });
    if (reply.kind === "silence") throw new Error("No answer.");
    const answer: unknown = JSON.parse(reply.answer.body);
    return { status: reply.answer.status, body: answer };
  };
  const call = (door: string, body: unknown, { key, merchant = "one" }: { key?: string; merchant?: string } = {}) =>
    raw(`/api/service/${door}`, typeof body === "string" ? body : JSON.stringify(body), {
      "x-ivy-api-key": `${merchant}-api-key`,
      "content-type": "application/json",
      ...(key === undefined ? {} : { "idempotency-key": key }),
    });
  const advance = async (ms: number) => {
    const target = addMs(clock.now, ms);
    for (let due = core.nextDueAt(); due !== null && due <= target; due = core.nextDueAt()) {
      if (due > clock.now) clock.now = due;
      await core.work();
      await core.idle();
    }
    clock.now = target;
  };
  return { core, clock, journal, sent, raw, call, advance };
}

describe("the door", () => {
  test.each([
    ["without a key", {}, 401],
    ["with a wrong key", { "x-ivy-api-key": "three-api-key" }, 401],
    ["without a content type", { "x-ivy-api-key": "one-api-key" }, 400],
  ])("stays shut %s", async (_, headers, status) => {
    const { raw, core } = await open();
    expect(await raw("/api/service/payout/create", JSON.stringify(TO_IBAN), headers)).toMatchObject({
      status,
      body: { message: expect.any(String) },
    });
    expect(core.ledger()).toEqual([]);
  });

  test("knows POST and the documented paths only", async () => {
    const { raw, call } = await open();
    const headers = { "x-ivy-api-key": "one-api-key", "content-type": "application/json" };
    expect(await raw("/api/service/payout/list", "", headers, "GET")).toMatchObject({ status: 404, body: { code: "NOT_FOUND" } });
    expect(await call("payout/cancel", {})).toMatchObject({ status: 404 });
    expect(await call("payout/create", "{")).toMatchObject({ status: 400 });
  });
});

describe("creating", () => {
  const sortCode = { type: "sort_code", sortCode: { sortCode: "200000", accountNumber: "55779911", accountHolderName: "Jo" } };
  const manyKeys = Object.fromEntries(Array.from({ length: 51 }, (_, place) => [`k${place}`, "v"]));

  test.each([
    ["an amount as text", { ...TO_IBAN, amount: "10.50" }],
    ["no amount", { ...TO_IBAN, amount: undefined }],
    ["an amount under 0.01", { ...TO_IBAN, amount: 0 }],
    ["a third decimal", { ...TO_IBAN, amount: 10.505 }],
    ["an unknown currency", { ...TO_IBAN, currency: "PLN" }],
    ["a currency without an account", { ...TO_IBAN, currency: "USD" }],
    ["neither destination", { ...TO_IBAN, destination: {} }],
    ["both destinations", { ...TO_IBAN, destination: { orderId: "o", financialAddress: IBAN } }],
    ["an IBAN with a wrong check digit", withIban("DE94500105176719451585")],
    ["an IBAN with spaces", withIban("DE93 5001 0517 6719 4515 85")],
    [
      "no holder",
      { ...TO_IBAN, destination: { financialAddress: { type: "iban", iban: { iban: IBAN.iban.iban, accountHolderName: "" } } } },
    ],
    ["the type's member missing", { ...TO_IBAN, destination: { financialAddress: { ...IBAN, type: "sort_code" } } }],
    ["the type in camel case", { ...TO_IBAN, destination: { financialAddress: { ...sortCode, type: "sortCode" } } }],
    ["the member in snake case", { ...TO_IBAN, destination: { financialAddress: { type: "sort_code", sort_code: sortCode.sortCode } } }],
    ["too many metadata keys", { ...TO_IBAN, metadata: manyKeys }],
    ["too long a metadata value", { ...TO_IBAN, metadata: { k: "v".repeat(501) } }],
  ])("refuses %s, and books nothing", async (_, body) => {
    const { call, core } = await open();
    expect(await call("payout/create", body)).toMatchObject({ status: 400, body: { category: "invalid_request_error" } });
    expect(core.ledger()).toEqual([]);
  });

  test("books an IBAN and a sort code", async () => {
    const { call, core } = await open();
    expect(await call("payout/create", TO_IBAN)).toMatchObject({
      status: 200,
      body: { status: "pending", amount: 10.5, destination: IBAN },
    });
    const toSortCode = { amount: 0.01, currency: "GBP", destination: { financialAddress: sortCode } };
    expect(await call("payout/create", toSortCode)).toMatchObject({ status: 200, body: { destination: sortCode } });
    expect(core.ledger().map(({ amountMinor }) => amountMinor)).toEqual(["1050", "1"]);
  });

  test("the same key replays the first answer, also when the members come in another order or much later", async () => {
    const { call, core, advance } = await open();
    const first = await call("payout/create", TO_IBAN, { key: "k" });
    await advance(DAY_MS);
    const { destination, currency, amount } = TO_IBAN;
    expect(await call("payout/create", { destination, currency, amount }, { key: "k" })).toEqual(first);
    expect(core.ledger()).toMatchObject([{ requests: 2, state: "settled" }]);
  });

  test("the same key with other parameters is a conflict; another merchant's key is another key", async () => {
    const { call, core } = await open();
    await call("payout/create", TO_IBAN, { key: "k" });
    expect(await call("payout/create", { ...TO_IBAN, amount: 10.51 }, { key: "k" })).toMatchObject({
      status: 409,
      body: { category: "idempotency_error" },
    });
    expect(await call("payout/create", TO_IBAN, { key: "k", merchant: "two" })).toMatchObject({ status: 200 });
    expect(await call("payout/create", TO_IBAN, { key: "x".repeat(256) })).toMatchObject({ status: 400 });
    expect(core.ledger().map(({ accountId }) => accountId)).toEqual(["one", "two"]);
  });
});

describe("paying an order back", () => {
  const back = (orderId: string, amount: number) => ({ amount, currency: "EUR", destination: { orderId } });

  test("takes what was paid in and not a cent more; what failed may go again", async () => {
    const { core, call, advance } = await open();
    await core.addOrder({ orderId: "o", accountId: "one", amountMinor: 1000 });
    expect(await call("payout/create", back("o", 10.01))).toMatchObject({ status: 400, body: { param: "amount" } });
    await core.setMood({ mood: "fail:account_closed", times: 1 });
    expect(await call("payout/create", back("o", 10))).toMatchObject({ status: 200 });
    expect(await call("payout/create", back("o", 0.01))).toMatchObject({ status: 400 });
    await advance(DAY_MS);
    expect(await call("payout/create", back("o", 6))).toMatchObject({ status: 200 });
    expect(await call("payout/create", back("o", 4.01))).toMatchObject({ status: 400 });
    expect(await call("payout/create", back("o", 4))).toMatchObject({ status: 200 });
  });

  test.each([
    ["is not there", {}, "other", 404],
    ["is another merchant's", { accountId: "two" }, "o", 404],
    ["is not paid", { status: "waiting_for_payment" }, "o", 400],
    ["is in dispute", { status: "in_dispute" }, "o", 400],
    ["has a payer whom nobody knows", { address: null }, "o", 400],
    ["is in another currency", { currency: "GBP" }, "o", 400],
  ])("refuses when the order %s", async (_, order, orderId, status) => {
    const { core, call } = await open();
    expect(await core.addOrder({ orderId: "o", accountId: "one", ...order })).toMatchObject({ ok: true });
    expect(await call("payout/create", back(orderId, 1))).toMatchObject({ status });
    expect(core.ledger()).toEqual([]);
  });

  test("an order is found by Ivy's id and by the merchant's reference, by its own merchant only", async () => {
    const { core, call } = await open();
    await core.addOrder({ orderId: "o", reference: "shop-1", accountId: "one", amountMinor: 119_90 });
    for (const id of ["o", "shop-1"]) {
      expect(await call("order/details", { id })).toMatchObject({
        status: 200,
        body: { id: "o", price: { total: 119.9, currency: "EUR" } },
      });
      expect(await call("order/details", { id }, { merchant: "two" })).toMatchObject({ status: 404 });
    }
  });
});

describe("looking", () => {
  test("the list is newest first, cut by skip and limit, and shows nobody else's", async () => {
    const { call, advance } = await open();
    await call("payout/create", TO_IBAN, { merchant: "two" });
    const ids: string[] = [];
    for (let count = 0; count < 5; count += 1) {
      await advance(1000);
      ids.unshift(Created.parse((await call("payout/create", TO_IBAN)).body).id);
    }
    const page = async (body: unknown) =>
      z.object({ items: z.array(Created), count: z.number(), hasNext: z.boolean() }).parse((await call("payout/list", body)).body);
    expect((await page({})).items.map(({ id }) => id)).toEqual(ids);
    expect(await page({ limit: 2, skip: 1 })).toMatchObject({ items: [{ id: ids[1] }, { id: ids[2] }], count: 5, hasNext: true });
    expect(await page({ limit: 2, skip: 4 })).toMatchObject({ items: [{ id: ids[4] }], hasNext: false });
    expect(await call("payout/retrieve", { id: ids[0] }, { merchant: "two" })).toMatchObject({ status: 404 });
  });

  test("what is paid out leaves the balance, and comes back when it fails", async () => {
    const { core, call, advance } = await open();
    const available = async () => (await call("balance/retrieve", { currency: "EUR" })).body;
    await core.setMood({ mood: "fail:account_closed" });
    await call("payout/create", TO_IBAN);
    expect(await available()).toEqual({ balances: [{ currency: "EUR", available: 989.5 }] });
    await advance(DAY_MS);
    expect(await available()).toEqual({ balances: [{ currency: "EUR", available: 1000 }] });
  });
});

describe("webhooks", () => {
  test("come again after 30, 22, 140 … seconds of simulated time, for some days, and then no more", async () => {
    const { call, advance, sent } = await open({ deliverTo: () => null });
    await call("payout/create", TO_IBAN);
    await advance(30 * DAY_MS);
    const initiated = sent.filter(({ webhook }) => webhook.body.includes("payout.initiated"));
    const gaps = initiated.slice(1).map(({ at }, place) => (at - (initiated[place]?.at ?? 0)) / 1000);
    expect(gaps.slice(0, 6)).toEqual([30, 22, 140, 541, 1426, 3200]);
    expect(gaps).toHaveLength(15);
    expect(new Set(initiated.map(({ webhook }) => webhook.body)).size).toBe(1);
  });

  test("are signed over their raw body with the merchant's own secret", async () => {
    const { call, advance, sent } = await open();
    await call("payout/create", TO_IBAN, { merchant: "two" });
    await advance(0);
    const [first] = sent;
    expect(first?.webhook.headers["x-ivy-signature"]).toBe(signBody(new TextEncoder().encode(first?.webhook.body), "two-webhook-secret"));
  });
});

test("the same seed and the same deeds make the same journal, byte by byte", async () => {
  const story = async (seed: number) => {
    const { core, call, advance, journal, sent } = await open({ seed });
    await core.setMood({ mood: ["webhooksShuffled", "bounce"], probability: 0.5 });
    for (let count = 0; count < 10; count += 1) await call("payout/create", TO_IBAN, { key: `k${count}` });
    await advance(DAY_MS);
    return JSON.stringify([journal, sent]);
  };
  expect(await story(7)).toBe(await story(7));
  expect(await story(7)).not.toBe(await story(8));
});

function withIban(iban: string) {
  return { ...TO_IBAN, destination: { financialAddress: { type: "iban", iban: { iban, accountHolderName: "Jo" } } } };
}
