import { generateKeyPairSync } from "node:crypto";
import { describe, expect, test } from "vitest";
import { money } from "@/lib/base/money";
import type { PayoutOrder } from "../contract/payout";
import type { Exchange, ExchangeRequest } from "../contract/transport";
import { truelayer } from "./index";

const SETTINGS = {
  clientId: "client-1",
  clientSecret: "client-secret-value",
  merchantAccountId: "5d2f5e0c-0d51-4a53-8f52-63e8f7a3a0cf",
  signingKeyId: "45fc75cf-5649-4134-84b3-192c2c78e990",
  signingPrivateKey: generateKeyPairSync("ec", { namedCurve: "P-521" }).privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
};
const ORDER: PayoutOrder = {
  payoutId: "po_1",
  number: "CF0000000000AB",
  idempotencyKey: "6f0c9a0e-7d43-4c55-9f0a-5a7f6d7f1c11",
  amount: money(1000n, "GBP"),
  destination: { kind: "paymentSource", userId: "u-1", paymentSourceId: "s-1" },
  statementText: "Payout0001",
  metadata: {},
};

function answer(status: number, body: unknown, headers: Record<string, string> = {}): Exchange {
  return { kind: "answered", status, headers, body: new TextEncoder().encode(JSON.stringify(body)), evidenceId: "e" };
}

function token(name: string, seconds = 3600): Exchange {
  return answer(200, { access_token: name, expires_in: seconds, token_type: "Bearer" });
}

const CREATED = answer(202, { id: "p-1" }, { "tl-trace-id": "trace-1" });
const PROBLEM = "https://docs.truelayer.com/docs/payments-api-errors#";

/** A wire that answers what it is told, in order. */
function open(...answers: Exchange[]) {
  const sent: ExchangeRequest[] = [];
  const clock = { now: new Date("2026-01-02T03:04:05Z") };
  const transport = {
    memory: new Map(),
    now: () => clock.now,
    exchange: async (request: ExchangeRequest) => answers[sent.push(request) - 1] ?? answer(500, {}),
  };
  return { sent, clock, ...truelayer.connect(SETTINGS, { hosts: truelayer.manifest.hosts.sandbox, transport }) };
}

describe("the token", () => {
  test("is asked for once and used until a minute before its end", async () => {
    const { sendPayout, sent, clock } = open(token("t-1"), CREATED, CREATED, token("t-2"), CREATED);
    await sendPayout(ORDER);
    clock.now = new Date(clock.now.getTime() + 3539_000);
    await sendPayout(ORDER);
    clock.now = new Date(clock.now.getTime() + 2_000);
    await sendPayout(ORDER);
    expect(sent.map(({ url, headers }) => [url, headers.authorization ?? ""])).toEqual([
      ["https://auth.truelayer-sandbox.com/connect/token", ""],
      ["https://api.truelayer-sandbox.com/v3/payouts", "Bearer t-1"],
      ["https://api.truelayer-sandbox.com/v3/payouts", "Bearer t-1"],
      ["https://auth.truelayer-sandbox.com/connect/token", ""],
      ["https://api.truelayer-sandbox.com/v3/payouts", "Bearer t-2"],
    ]);
  });

  test("is renewed once on 401, and the very same bytes go again under the same key", async () => {
    const { sendPayout, sent } = open(token("t-1"), answer(401, {}), token("t-2"), CREATED);
    expect(await sendPayout(ORDER)).toMatchObject({ kind: "accepted", observation: { providerPayoutId: "p-1" } });
    const [first, second] = sent.filter(({ purpose }) => purpose === "sendPayout");
    expect(second?.body).toEqual(first?.body);
    expect(second?.headers["idempotency-key"]).toBe(ORDER.idempotencyKey);
    expect(second?.headers.authorization).toBe("Bearer t-2");
  });

  test("renewed in vain leaves the payout unsent, and is not tried a third time", async () => {
    const { sendPayout, sent } = open(token("t-1"), answer(401, {}), token("t-2"), answer(401, {}));
    expect(await sendPayout(ORDER)).toMatchObject({ kind: "notSent", fault: { kind: "unauthorised" } });
    expect(sent).toHaveLength(4);
  });

  test("that does not come leaves the payout unsent, for whatever reason", async () => {
    expect(await open(answer(400, { error: "invalid_client" })).sendPayout(ORDER)).toMatchObject({
      kind: "notSent",
      fault: { kind: "unauthorised" },
    });
    expect(await open(answer(503, {}, { "retry-after": "9" })).sendPayout(ORDER)).toMatchObject({
      kind: "notSent",
      fault: { kind: "unavailable", retryAfterSeconds: 9 },
    });
    const lost: Exchange = { kind: "lost", timedOut: true, message: "late", evidenceId: "e" };
    expect(await open(lost).sendPayout(ORDER)).toMatchObject({ kind: "notSent", fault: { kind: "timeout" } });
    expect(await open(answer(200, {})).sendPayout(ORDER)).toMatchObject({ kind: "notSent", fault: { kind: "unreadable" } });
  });

  test("is named as a secret in every call that carries it", async () => {
    const { sendPayout, sent } = open(token("t-1-secret"), CREATED);
    await sendPayout(ORDER);
    expect(sent[0]?.secrets).toContain(SETTINGS.clientSecret);
    expect(sent[1]?.secrets).toEqual(expect.arrayContaining(["t-1-secret", SETTINGS.signingPrivateKey]));
  });
});

describe("the answer to a payout", () => {
  const sendTo = (...answers: Exchange[]) => open(token("t-1"), ...answers).sendPayout(ORDER);

  test("202 with an id alone is accepted as received, with the trace", async () => {
    expect(await sendTo(CREATED)).toMatchObject({
      kind: "accepted",
      observation: {
        providerPayoutId: "p-1",
        status: "received",
        providerStatus: "pending",
        amount: null,
        traceId: "trace-1",
        evidenceId: "e",
      },
    });
  });

  test.each<[string, Exchange, string]>([
    ["202 without an id", answer(202, {}), "unknown"],
    ["400 as documented", answer(400, { type: `${PROBLEM}invalid-parameters` }), "refused"],
    ["400 that may come out otherwise", answer(400, { type: `${PROBLEM}invalid-state` }, { "tl-should-retry": "true" }), "unknown"],
    ["400 from somebody else", answer(400, "no"), "unknown"],
    ["403 as documented", answer(403, { type: `${PROBLEM}forbidden` }), "refused"],
    ["404 from a proxy", answer(404, {}), "unknown"],
    ["409, still in flight", answer(409, { type: `${PROBLEM}idempotency-key-concurrency-conflict` }), "unknown"],
    ["422, another payout under this key", answer(422, { type: `${PROBLEM}idempotency-key-reuse` }), "unknown"],
    ["429", answer(429, {}), "notSent"],
    ["500", answer(500, { type: `${PROBLEM}unknown-error` }), "unknown"],
  ])("%s is %s", async (_name, exchange, kind) => {
    expect((await sendTo(exchange)).kind).toBe(kind);
  });
});

describe("a question about a payout", () => {
  const by = { kind: "providerPayoutId", providerPayoutId: "p-1" } as const;
  const found = { id: "P-1", amount_in_minor: 5, currency: "EUR", status: "executed", executed_at: "t" };
  const ask = (...answers: Exchange[]) => open(token("t-1"), ...answers).lookUpPayout(by);

  test("finds it, its id in either case", async () => {
    expect(await ask(answer(200, found))).toMatchObject({ kind: "found", observation: { providerPayoutId: "p-1", status: "settled" } });
  });

  test("says absent only when TrueLayer itself says so", async () => {
    expect(await ask(answer(404, { type: `${PROBLEM}not-found` }))).toMatchObject({ kind: "absent" });
    expect(await ask(answer(404, "nginx"))).toMatchObject({ kind: "unavailable" });
    expect(await ask(answer(200, { ...found, id: "p-2" }))).toMatchObject({ kind: "unavailable" });
    expect(await ask(answer(200, "garbled"))).toMatchObject({ kind: "unavailable" });
  });

  test("cannot be asked without TrueLayer's id", async () => {
    const outcome = await open().lookUpPayout({ kind: "order", order: ORDER, firstSentAt: new Date(0) });
    expect(outcome).toMatchObject({ kind: "cannotAsk" });
    expect(truelayer.manifest.replayWindowMs).toBe(6 * 3600 * 1000);
  });
});

describe("asking the payee's bank", () => {
  const account = { holderName: "Anna Schmidt", address: { kind: "iban", iban: "DE89370400440532013000" } } as const;
  const pending = answer(200, { id: "v-1", status: "pending" });

  /** The same wire, with the pauses that were asked for. */
  function patient(...answers: Exchange[]) {
    const pauses: number[] = [];
    let asked = 0;
    const transport = {
      memory: new Map(),
      now: () => new Date("2026-01-02T03:04:05Z"),
      pause: async (milliseconds: number) => {
        pauses.push(milliseconds);
      },
      exchange: async () => {
        asked += 1;
        return answers[asked - 1] ?? pending;
      },
    };
    const { verifyReceiver } = truelayer.connect(SETTINGS, { hosts: truelayer.manifest.hosts.sandbox, transport });
    return { pauses, asked: () => asked, verify: () => verifyReceiver?.(account) };
  }

  test("waits longer before every look, and stops when the answer is there", async () => {
    const done = answer(200, { id: "v-1", status: "completed", match_result: { type: "match" } });
    const { pauses, verify } = patient(token("t-1"), answer(202, { id: "v-1" }), pending, pending, done);
    expect(await verify()).toEqual({ kind: "match", verificationId: "v-1", evidenceId: "e" });
    expect(pauses).toEqual([200, 500, 1_000]);
  });

  test("gives up after a few looks: that is no answer, and no fault of the connection", async () => {
    const { pauses, asked, verify } = patient(token("t-1"), answer(202, { id: "v-1" }));
    expect(await verify()).toMatchObject({ kind: "notPossible", why: expect.stringContaining("asked again") });
    expect([asked(), pauses.reduce((sum, pause) => sum + pause, 0)]).toEqual([7, 7_700]);
  });
});
