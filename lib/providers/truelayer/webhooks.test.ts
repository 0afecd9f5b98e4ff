import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { describe, expect, test } from "vitest";
import type { Exchange, Transport } from "../contract/transport";
import type { WebhookDelivery } from "../contract/webhooks";
import { signMessage } from "./signing";
import { isTimely, trueLayerWebhooks } from "./webhooks";

const NOW = new Date("2026-01-02T03:04:05Z");
const PATH = "/api/webhooks/truelayer/con_1";
const KEYS_URL = "https://webhooks.truelayer-sandbox.com/.well-known/jwks";
const BODY = JSON.stringify({
  type: "payout_executed",
  event_id: "ev-1",
  payout_id: "p-1",
  executed_at: "2026-01-02T03:04:04.123456789Z",
  scheme_id: "x",
});

const own = generateKeyPairSync("ec", { namedCurve: "P-521" });
const stranger = generateKeyPairSync("ec", { namedCurve: "P-521" });
const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 });

function pem(key: KeyObject): string {
  return key.export({ type: "pkcs8", format: "pem" }).toString();
}

const OWN_JWK = { ...own.publicKey.export({ format: "jwk" }), kid: "key-1", alg: "ES512" };
const RSA_JWK = { ...rsa.publicKey.export({ format: "jwk" }), kid: "key-1", alg: "RS512" };

function open(keySets: readonly unknown[][]) {
  const asked: string[] = [];
  const clock = { now: NOW };
  const transport: Transport = {
    now: () => clock.now,
    memory: new Map(),
    exchange: async ({ url }) => {
      const keys = keySets[asked.push(url) - 1];
      if (!keys) return { kind: "lost", timedOut: true, message: "late", evidenceId: "e" } satisfies Exchange;
      return { kind: "answered", status: 200, headers: {}, body: new TextEncoder().encode(JSON.stringify({ keys })), evidenceId: "e" };
    },
  };
  const webhooks = trueLayerWebhooks({ hosts: { webhookKeys: "https://webhooks.truelayer-sandbox.com" }, transport });
  return { asked, clock, ...webhooks };
}

type Forgery = {
  key?: KeyObject;
  keyId?: string;
  jku?: string;
  body?: string;
  path?: string;
  timestamp?: string;
  headers?: Record<string, string>;
};

function delivery({
  key = own.privateKey,
  keyId = "key-1",
  jku = KEYS_URL,
  timestamp = NOW.toISOString(),
  ...changed
}: Forgery = {}): WebhookDelivery {
  const message = {
    method: "POST",
    path: PATH,
    headers: [["x-tl-webhook-timestamp", timestamp]],
    body: new TextEncoder().encode(BODY),
  } as const;
  const signature = signMessage(message, { keyId, privateKey: pem(key) }, { jku });
  return {
    path: changed.path ?? PATH,
    headers: { "tl-signature": signature, "x-tl-webhook-timestamp": timestamp, ...changed.headers },
    body: new TextEncoder().encode(changed.body ?? BODY),
    receivedAt: NOW,
  };
}

describe("a delivery", () => {
  test("with TrueLayer's signature is genuine, and is known again by its event id", async () => {
    const { verify, asked } = open([[RSA_JWK, OWN_JWK]]);
    expect(await verify(delivery())).toEqual({ kind: "genuine", proof: "signed", dedupeKey: "ev-1" });
    expect(await verify(delivery())).toMatchObject({ kind: "genuine" });
    expect(asked).toEqual([KEYS_URL]);
  });

  test("may sign more than its time", async () => {
    const signed = { "X-Tl-Webhook-Timestamp": NOW.toISOString(), "Content-Type": "application/json" };
    const message = { method: "POST", path: PATH, headers: Object.entries(signed), body: new TextEncoder().encode(BODY) };
    const signature = signMessage(message, { keyId: "key-1", privateKey: pem(own.privateKey) }, { jku: KEYS_URL });
    const headers = { "tl-signature": signature, "x-tl-webhook-timestamp": NOW.toISOString(), "content-type": "application/json" };
    expect(await open([[OWN_JWK]]).verify({ ...delivery(), headers })).toMatchObject({ kind: "genuine" });
    expect(await open([[OWN_JWK]]).verify({ ...delivery(), headers: { ...headers, "content-type": "text/plain" } })).toMatchObject({
      kind: "forged",
    });
  });

  test.each<[string, Forgery]>([
    ["with a changed body", { body: BODY.replace("p-1", "p-2") }],
    ["sent to another path", { path: "/api/webhooks/truelayer/con_2" }],
    ["signed by a stranger under TrueLayer's key id", { key: stranger.privateKey }],
    ["with an unknown key id", { keyId: "key-9" }],
    ["with a changed time", { headers: { "x-tl-webhook-timestamp": "2026-01-02T03:04:06Z" } }],
    ["with a stale time", { timestamp: "2025-12-25T00:00:00Z" }],
    ["with two times", { headers: { "X-Tl-Webhook-Timestamp": NOW.toISOString() } }],
    ["without a signature", { headers: { "tl-signature": "" } }],
  ])("%s is forged", async (_name, forgery) => {
    expect(await open([[OWN_JWK], [OWN_JWK]]).verify(delivery(forgery))).toMatchObject({ kind: "forged" });
  });

  test.each([
    "https://webhooks.truelayer-sandbox.com/.well-known/jwks/",
    "https://webhooks.truelayer.com/.well-known/jwks",
    "https://webhooks.truelayer-sandbox.com.evil.test/.well-known/jwks",
    "https://webhooks.truelayer-sandbox.com/.well-known/jwks?a",
    "http://webhooks.truelayer-sandbox.com/.well-known/jwks",
    "",
  ])("that names %s for its keys is forged, and nothing is fetched", async (jku) => {
    const { verify, asked } = open([[OWN_JWK]]);
    expect(await verify(delivery({ jku }))).toMatchObject({ kind: "forged" });
    expect(asked).toEqual([]);
  });

  test("that signs no time is forged", async () => {
    const message = { method: "POST", path: PATH, headers: [], body: new TextEncoder().encode(BODY) };
    const signature = signMessage(message, { keyId: "key-1", privateKey: pem(own.privateKey) }, { jku: KEYS_URL });
    const bare = { ...delivery(), headers: { "tl-signature": signature, "x-tl-webhook-timestamp": NOW.toISOString() } };
    expect(await open([[OWN_JWK]]).verify(bare)).toMatchObject({ kind: "forged" });
  });

  test("is undecided while the keys cannot be fetched", async () => {
    expect(await open([]).verify(delivery())).toMatchObject({ kind: "undecided", fault: { kind: "timeout" } });
  });
});

describe("TrueLayer's keys", () => {
  test("are fetched once more when a key id is new, and strangers cannot make us fetch again and again", async () => {
    const { verify, asked, clock } = open([[], [OWN_JWK]]);
    expect(await verify(delivery())).toMatchObject({ kind: "forged" });
    for (let knock = 0; knock < 5; knock += 1) await verify(delivery({ keyId: `key-${knock}` }));
    expect(asked).toHaveLength(1);
    clock.now = new Date(NOW.getTime() + 61_000);
    expect(await verify(delivery())).toMatchObject({ kind: "genuine" });
    expect(asked).toHaveLength(2);
  });

  test("of another kind vouch for nothing", async () => {
    for (const jwk of [
      RSA_JWK,
      { ...OWN_JWK, crv: "P-256" },
      { ...OWN_JWK, alg: "ES256" },
      { ...OWN_JWK, use: "enc" },
      { ...OWN_JWK, x: "AA" },
    ]) {
      expect(await open([[jwk], [jwk]]).verify(delivery())).toMatchObject({ kind: "forged" });
    }
  });
});

test("a signed time counts for as long as TrueLayer tries again, and not from the future", () => {
  const at = (text: string) => isTimely(text, NOW);
  expect([at("2026-01-02T03:04:05Z"), at("2025-12-30T03:04:05.123456789Z"), at("2026-01-02T04:04:05+01:00")]).toEqual([true, true, true]);
  expect([
    at("2025-12-30T02:58:00Z"),
    at("2026-01-02T03:10:00Z"),
    at("1767323045"),
    at(""),
    at("2026-01-02T03:04:05Z, 2026-01-02T03:04:05Z"),
  ]).toEqual([false, false, false, false, false]);
});

describe("an event", () => {
  const { translate } = open([]);
  const told = (event: object) => translate(new TextEncoder().encode(JSON.stringify(event)));

  test("payout_executed shows a settled payout, its time letter for letter, and no amount", () => {
    expect(translate(new TextEncoder().encode(BODY))).toMatchObject([
      {
        kind: "observation",
        observation: { providerPayoutId: "p-1", status: "settled", at: "2026-01-02T03:04:04.123456789Z", amount: null },
      },
    ]);
  });

  test("names our own number where it came along, and its id in one spelling", () => {
    const event = { type: "payout_executed", payout_id: "P-1", metadata: { counterfoil_number: "CF0000000000AB" } };
    expect(told(event)).toMatchObject([{ observation: { providerPayoutId: "p-1", payoutNumber: "CF0000000000AB" } }]);
    expect(told({ ...event, metadata: { other: 1 } })).toMatchObject([{ observation: { payoutNumber: null } }]);
  });

  test("payout_failed shows a failure with its reason, or a return", () => {
    const failed = { type: "payout_failed", payout_id: "p-1", failed_at: "t" };
    expect(told({ ...failed, failure_reason: "insufficient_funds" })).toMatchObject([
      { observation: { status: "failed", failure: { reason: "insufficientFunds", providerCode: "insufficient_funds" } } },
    ]);
    expect(told({ ...failed, failure_reason: "returned" })).toMatchObject([{ observation: { status: "returned" } }]);
    expect(told({ ...failed, failure_reason: "moon_phase" })).toMatchObject([
      { observation: { status: "failed", failure: { reason: "unknown" } } },
    ]);
    expect(told(failed)).toMatchObject([{ observation: { status: "failed", failure: { reason: "unknown", providerCode: "" } } }]);
  });

  test("payout_attempt_failed is no end: the payout is looked up", () => {
    const event = { type: "payout_attempt_failed", payout_id: "p-1", failure_reason: "scheme_error" };
    expect(told(event)).toEqual([{ kind: "lookUp", providerPayoutId: "p-1", eventName: "payout_attempt_failed" }]);
  });

  test("external_payment_received that gives a payout back shows a return", () => {
    const event = { type: "external_payment_received", settled_at: "t", return_for: { type: "identified", returned_id: "p-1" } };
    expect(told(event)).toMatchObject([{ observation: { providerPayoutId: "p-1", status: "returned" } }]);
    expect(told({ ...event, return_for: { type: "unknown" } })).toMatchObject([{ kind: "irrelevant" }]);
  });

  test("with members that are not what they should be is still acted on by its id", () => {
    expect(told({ type: "payout_executed", payout_id: "p-1", scheme_id: null, executed_at: 7 })).toMatchObject([
      { observation: { status: "settled", at: null, rail: null } },
    ]);
  });

  test("of any other kind is irrelevant", () => {
    expect(told({ type: "payment_failed", payment_id: "x" })).toEqual([{ kind: "irrelevant", eventName: "payment_failed" }]);
    expect(translate(new Uint8Array([0xff]))).toEqual([{ kind: "irrelevant", eventName: "unreadable" }]);
  });
});
