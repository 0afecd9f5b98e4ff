import { createHmac } from "node:crypto";
import { once } from "node:events";
import { mkdtemp } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import * as z from "zod";
import { DAY_MS, SECOND_MS } from "@/lib/base/time";
import { type Simulators, startSimulators } from "./start-simulators";

const SECRET = "moody-secret";
const Row = z.object({
  providerPayoutId: z.string(),
  idempotencyKey: z.string(),
  state: z.string(),
  requests: z.number(),
  amountMinor: z.int(),
});
const Ledger = z.object({ items: z.array(Row) });
const Payout = z.object({ id: z.string(), status: z.string(), failure: z.object({ code: z.string() }).optional() });
const Envelope = z.object({ id: z.string(), type: z.string(), payload: Payout });

type Delivery = { readonly envelope: z.infer<typeof Envelope>; readonly genuine: boolean };

let folder = "";
let simulators: Simulators;
let receiver: Server;
let deliveries: Delivery[] = [];
let answerWith = 200;

beforeEach(async () => {
  deliveries = [];
  answerWith = 200;
  receiver = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    const genuine = request.headers["x-ivy-signature"] === createHmac("sha256", SECRET).update(body).digest("hex");
    deliveries.push({ envelope: Envelope.parse(JSON.parse(body.toString())), genuine });
    response.writeHead(genuine ? answerWith : 401).end();
  }).listen(0, "127.0.0.1");
  await once(receiver, "listening");
  folder = await mkdtemp(path.join(tmpdir(), "moods-"));
  await start();
  const { port } = z.object({ port: z.number() }).parse(receiver.address());
  await control("ivy/accounts", {
    accountId: "a",
    credentials: { apiKey: "moody-key", webhookSecret: SECRET },
    webhookUrl: `http://127.0.0.1:${port}/hook`,
    balances: { EUR: "1000000" },
  });
});

afterEach(async () => {
  await simulators.stop();
  receiver.close();
});

// The wall stands still: nothing is due before the clock is advanced.
async function start() {
  simulators = await startSimulators({ port: 0, folder, clock: () => new Date("2026-03-02T09:00:00.000Z") });
}

async function control(door: string, body: unknown): Promise<unknown> {
  const response = await fetch(`${simulators.origin}/_sim/${door}`, { method: "POST", body: JSON.stringify(body) });
  const answer: unknown = await response.json();
  expect(response.status, JSON.stringify(answer)).toBe(200);
  return answer;
}

const advance = (advanceMs: number) => control("clock", { advanceMs });
const mood = (wish: string, rest: Record<string, unknown> = {}) => control("ivy/mood", { mood: wish, ...rest });

function call(door: string, body: string, headers: Record<string, string> = {}, signal?: AbortSignal): Promise<Response> {
  return fetch(`${simulators.origin}/ivy/api/service/${door}`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-ivy-api-key": "moody-key", ...headers },
    body,
    signal,
  });
}

function create(key: string, signal?: AbortSignal): Promise<Response> {
  const iban = { iban: "DE93500105176719451585", accountHolderName: "Jo Receiver" };
  const body = { amount: 12.34, currency: "EUR", destination: { financialAddress: { type: "iban", iban } } };
  return call("payout/create", JSON.stringify(body), { "idempotency-key": key }, signal);
}

async function retrieve(id: string) {
  return Payout.parse(await (await call("payout/retrieve", JSON.stringify({ id }))).json());
}

async function ledger() {
  return Ledger.parse(await (await fetch(`${simulators.origin}/_sim/ivy/ledger`)).json()).items;
}

async function onlyRow() {
  const [row, ...others] = await ledger();
  expect(others).toEqual([]);
  return Row.parse(row);
}

const events = () => deliveries.map(({ envelope }) => envelope.type);

describe("moods of answers", () => {
  test("fine: booked once, replayed under its key, settled in time, told by signed webhooks", async () => {
    const first = Payout.parse(await (await create("k")).json());
    expect(Payout.parse(await (await create("k")).json())).toEqual(first);
    expect(await onlyRow()).toMatchObject({ providerPayoutId: first.id, state: "received", requests: 2, amountMinor: 1234 });

    await advance(SECOND_MS);
    expect((await retrieve(first.id)).status).toBe("in_transit");
    await advance(2 * SECOND_MS);
    expect((await retrieve(first.id)).status).toBe("paid");
    expect(deliveries.map(({ envelope, genuine }) => [envelope.type, genuine])).toEqual([
      ["payout.initiated", true],
      ["payout.paid", true],
    ]);
  });

  test("slow: booked at once, however long the answer takes", async () => {
    await mood("slow", { delayMs: 3_600_000 });
    const patience = new AbortController();
    const answer = create("k", patience.signal).then(
      () => "answered",
      () => "gave up",
    );
    while ((await ledger()).length === 0);
    patience.abort();
    expect(await answer).toBe("gave up");
    expect(await onlyRow()).toMatchObject({ idempotencyKey: "k", requests: 1 });
  });

  test("timeoutBefore: no answer and nothing booked", async () => {
    await mood("timeoutBefore", { holdMs: 0 });
    await expect(create("k")).rejects.toThrow();
    expect(await ledger()).toEqual([]);
  });

  test("timeoutAfter: no answer and booked; the next time it is a replay", async () => {
    await mood("timeoutAfter", { times: 1, holdMs: 0 });
    await expect(create("k")).rejects.toThrow();
    const { providerPayoutId } = await onlyRow();
    expect(Payout.parse(await (await create("k")).json()).id).toBe(providerPayoutId);
    expect(await onlyRow()).toMatchObject({ requests: 2 });
  });

  test.each([
    ["errorAfter", 502],
    ["garbled", 200],
    ["emptyBody", 200],
  ])("%s: booked, and answered with %i that nobody can read", async (name, status) => {
    await mood(name);
    const answer = await create("k");
    expect(answer.status).toBe(status);
    await expect(answer.json()).rejects.toThrow();
    expect(await ledger()).toHaveLength(1);
  });

  test.each([
    ["rateLimited", 429],
    ["down", 503],
  ])("%s: %i with Retry-After, nothing booked, and so for look-ups", async (name, status) => {
    await mood(name);
    const answer = await create("k");
    expect([answer.status, Number(answer.headers.get("retry-after")) > 0]).toEqual([status, true]);
    expect((await call("payout/list", "{}")).status).toBe(status);
    expect(await ledger()).toEqual([]);
  });

  test.each(["account", "accountInvalid"])("refuse:%s, by the provider's word or ours: refused, nothing booked", async (reason) => {
    await mood(`refuse:${reason}`, { times: 1 });
    expect(await (await create("k")).json()).toMatchObject({ category: "invalid_request_error", code: "invalid_account_format" });
    expect(await ledger()).toEqual([]);
    expect((await create("k")).status).toBe(200);
  });

  test("probability with a seed strikes the same requests every time", async () => {
    const round = async (name: string) => {
      await mood("down", { probability: 0.5, seed: 7 });
      const statuses: number[] = [];
      for (let count = 0; count < 12; count += 1) statuses.push((await create(`${name}-${count}`)).status);
      return statuses;
    };
    const first = await round("a");
    expect(new Set(first)).toEqual(new Set([200, 503]));
    expect(await round("b")).toEqual(first);
  });
});

describe("moods of fate", () => {
  test.each(["payee_verification_failed", "nameMismatch"])("fail:%s: accepted, later failed with the provider's code", async (reason) => {
    await mood(`fail:${reason}`, { times: 1 });
    const { id } = Payout.parse(await (await create("k")).json());
    await advance(3 * SECOND_MS);
    expect(await retrieve(id)).toMatchObject({ status: "failed", failure: { code: "payee_verification_failed" } });
    expect(events()).toEqual(["payout.initiated", "payout.failed"]);
  });

  test("bounce: paid, and later not", async () => {
    await mood("bounce");
    const { id } = Payout.parse(await (await create("k")).json());
    await advance(3 * SECOND_MS);
    expect((await retrieve(id)).status).toBe("paid");
    await advance(7 * SECOND_MS);
    expect((await retrieve(id)).status).toBe("failed");
    expect(await onlyRow()).toMatchObject({ state: "returned" });
    expect(events()).toEqual(["payout.initiated", "payout.paid", "payout.failed"]);
  });

  test("unseenStatus: a word that no documentation has, and settled in the end", async () => {
    await mood("unseenStatus");
    const { id } = Payout.parse(await (await create("k")).json());
    await advance(SECOND_MS);
    expect(["pending", "in_transit", "paid", "failed", "canceled"]).not.toContain((await retrieve(id)).status);
    await advance(DAY_MS);
    expect((await retrieve(id)).status).toBe("paid");
  });

  test("a balance that is too short fails the payout, not the call", async () => {
    await control("ivy/accounts", {
      accountId: "a",
      credentials: { apiKey: "moody-key", webhookSecret: SECRET },
      balances: { GBP: "100" },
    });
    const destination = {
      financialAddress: { type: "sort_code", sortCode: { sortCode: "200000", accountNumber: "12345678", accountHolderName: "J" } },
    };
    const answer = await call("payout/create", JSON.stringify({ amount: 1.01, currency: "GBP", destination }));
    const { id } = Payout.parse(await answer.json());
    await advance(3 * SECOND_MS);
    expect(await retrieve(id)).toMatchObject({ status: "failed", failure: { code: "insufficient_funds" } });
  });
});

describe("moods of webhooks", () => {
  test("webhooksLost: none arrives, whatever happens", async () => {
    await mood("webhooksLost");
    await create("k");
    await advance(DAY_MS);
    expect(await onlyRow()).toMatchObject({ state: "settled" });
    expect(deliveries).toEqual([]);
  });

  test("webhooksDoubled: each arrives twice under one id", async () => {
    await mood("webhooksDoubled");
    await create("k");
    await advance(3 * SECOND_MS);
    expect(events()).toEqual(["payout.initiated", "payout.initiated", "payout.paid", "payout.paid"]);
    expect(new Set(deliveries.map(({ envelope }) => envelope.id)).size).toBe(2);
  });

  test("webhooksShuffled: all arrive, and the end of each payout before its beginning", async () => {
    await mood("webhooksShuffled");
    for (let count = 0; count < 5; count += 1) await create(`k${count}`);
    await advance(20 * SECOND_MS);
    expect(deliveries).toHaveLength(10);
    const isPaidFirst = ({ providerPayoutId }: { providerPayoutId: string }) =>
      deliveries.find(({ envelope }) => envelope.payload.id === providerPayoutId)?.envelope.type === "payout.paid";
    expect((await ledger()).every(isPaidFirst)).toBe(true);
  });

  test("webhooksForged: a lie with a wrong proof comes before each truth", async () => {
    await mood("webhooksForged");
    await create("k");
    await advance(3 * SECOND_MS);
    expect(deliveries.map(({ envelope, genuine }) => [envelope.type, genuine]).sort()).toEqual([
      ["payout.failed", false],
      ["payout.initiated", true],
      ["payout.paid", false],
      ["payout.paid", true],
    ]);
  });

  test("a webhook that is not answered with 200 is sent again, under the same id, until it is", async () => {
    answerWith = 204;
    await create("k");
    await advance(0);
    expect(events()).toEqual(["payout.initiated"]);
    answerWith = 200;
    await advance(30 * SECOND_MS);
    expect(events().filter((type) => type === "payout.initiated")).toHaveLength(2);
    await advance(10 * DAY_MS);
    expect(deliveries).toHaveLength(3);
    expect(new Set(deliveries.map(({ envelope }) => envelope.id)).size).toBe(2);
  });
});

describe("memory", () => {
  test("survives a restart: ledger, keys, mood, clock and what was still to come", async () => {
    await mood("timeoutBefore", { holdMs: 0, times: 5, on: ["read"] });
    const { id } = Payout.parse(await (await create("k")).json());
    await advance(SECOND_MS);
    await simulators.stop();
    await start();

    expect(await (await fetch(`${simulators.origin}/_sim/clock`)).json()).toMatchObject({ now: "2026-03-02T09:00:01.000Z" });
    await expect(retrieve(id)).rejects.toThrow();
    await mood("fine");
    expect(Payout.parse(await (await create("k")).json()).id).toBe(id);
    await advance(2 * SECOND_MS);
    expect(await onlyRow()).toMatchObject({ providerPayoutId: id, state: "settled", requests: 2 });
    expect(events()).toEqual(["payout.initiated", "payout.paid"]);
  });

  test("reset forgets everything but who may call", async () => {
    await mood("down", { on: ["create"] });
    await control("ivy/orders", { orderId: "o1" });
    await advance(DAY_MS);
    await control("reset", {});
    expect(await ledger()).toEqual([]);
    expect((await call("order/details", '{"id":"o1"}')).status).toBe(404);
    expect((await create("k")).status).toBe(200);
  });

  test("history is booked once, however often it is handed in, and no webhook tells of it", async () => {
    const item = (reference: string, state: string) => ({
      reference,
      amountMinor: "1234",
      currency: "EUR",
      state,
      bookedAt: "2026-01-05T10:00:00Z",
      idempotencyKey: `key-${reference}`,
      destination: { kind: "account", holderName: "Jo", address: { kind: "iban", iban: "DE93500105176719451585" } },
    });
    const request = { accountId: "a", items: [item("CF1", "settled"), { ...item("CF2", "inFlight"), continues: true }] };
    const first = await control("ivy/payouts", request);
    expect(await control("ivy/payouts", request)).toEqual(first);
    expect((await ledger()).map(({ state }) => state)).toEqual(["settled", "inFlight"]);
    expect((await create("key-CF1")).status).toBe(200);
    expect(await ledger(), "its key guards it too").toHaveLength(2);

    await advance(0);
    expect(deliveries).toEqual([]);
    await advance(3 * SECOND_MS);
    expect((await ledger()).map(({ state }) => state)).toEqual(["settled", "settled"]);
  });
});

test.each([
  ["ivy/mood", { mood: "sulking" }, 400],
  ["ivy/mood", { mood: "fail" }, 400],
  ["ivy/mood", { mood: "down:why" }, 400],
  ["ivy/mood", { mood: "fine", tims: 1 }, 400],
  ["clock", { advanceMs: -1 }, 400],
  ["ivy/accounts", { credentials: { apiKey: "12345678" } }, 400],
  ["ivy/payouts", { accountId: "nobody", items: [] }, 400],
  ["nobody/mood", { mood: "fine" }, 404],
])("control %s refuses %o with a sentence", async (door, body, status) => {
  const response = await fetch(`${simulators.origin}/_sim/${door}`, { method: "POST", body: JSON.stringify(body) });
  expect(response.status).toBe(status);
  expect(await response.json()).toMatchObject({ error: expect.stringMatching(/\w+\.$/) });
});
