import { sign as oracleSign } from "truelayer-signing";
import { beforeEach, describe, expect, test } from "vitest";
import * as z from "zod";
import { seededRandom } from "../contract/simulator-random";
import type { Answer, OutgoingWebhook, SimulatorCore } from "../contract/simulator-spec";
import { memoryJournal } from "../contract/simulator-store";
import { trueLayerRehearsal } from "./rehearsal";
import { trueLayerSimulator } from "./simulator";

const ACCOUNT = trueLayerRehearsal.newAccount("GBP");
const SETTINGS = z
  .object({
    clientId: z.string(),
    clientSecret: z.string(),
    merchantAccountId: z.string(),
    signingKeyId: z.string(),
    signingPrivateKey: z.string(),
  })
  .parse(ACCOUNT.settings);
const OTHER_KEY = String(trueLayerRehearsal.newAccount("GBP").settings.signingPrivateKey);

let core: SimulatorCore;
let nowMs: number;
let posted: OutgoingWebhook[];

beforeEach(async () => {
  nowMs = Date.parse("2026-01-02T03:04:05Z");
  posted = [];
  core = trueLayerSimulator.start({
    now: () => new Date(nowMs),
    wallNow: () => new Date(nowMs),
    random: seededRandom(7),
    journal: memoryJournal(),
    origin: () => "http://127.0.0.1:4010",
    sendWebhook: async (webhook) => {
      posted.push(webhook);
      return 200;
    },
  });
  const balances = { GBP: "10000" };
  await core.registerAccount({
    accountId: ACCOUNT.accountId,
    credentials: ACCOUNT.credentials,
    webhookUrl: "http://127.0.0.1:1/hook",
    balances,
  });
});

type Call = { method?: string; prefix?: string; query?: Record<string, string>; headers?: Record<string, string>; body?: string };

async function call(path: string, { method = "GET", prefix = "truelayer", query = {}, headers = {}, body = "" }: Call = {}) {
  const fullPath = `/${prefix}${path}`;
  const reply = await core.handle({ method, prefix, path, fullPath, query, headers, body: new TextEncoder().encode(body) });
  if (reply.kind === "silence") throw new Error("It said nothing.");
  return { ...reply.answer, json: reply.answer.body === "" ? null : JSON.parse(reply.answer.body) };
}

async function token(changes: Record<string, string> = {}) {
  const { clientId: client_id, clientSecret: client_secret } = SETTINGS;
  const body = JSON.stringify({ grant_type: "client_credentials", client_id, client_secret, scope: "payments", ...changes });
  return call("/connect/token", { method: "POST", prefix: "truelayer-auth", body });
}

const CREATE = {
  merchant_account_id: SETTINGS.merchantAccountId,
  amount_in_minor: 1000,
  currency: "GBP",
  beneficiary: {
    type: "external_account",
    account_holder_name: "Jo Payer",
    account_identifier: { type: "sort_code_account_number", sort_code: "200000", account_number: "55779911" },
    reference: "Order 1001",
  },
};

type Create = { key?: string; body?: unknown; signedBody?: string; signWith?: string; bearer?: string; drop?: string; path?: string };

/** Signed by TrueLayer's own signer, so that the simulator's verifier is proven from outside as well. */
async function create({
  key = "key-1",
  body = CREATE,
  signedBody,
  signWith = SETTINGS.signingPrivateKey,
  bearer,
  drop,
  path = "/v3/payouts",
}: Create = {}) {
  const text = JSON.stringify(body);
  const signature = oracleSign({
    kid: SETTINGS.signingKeyId,
    privateKeyPem: signWith,
    path,
    headers: { "Idempotency-Key": key },
    body: signedBody ?? text,
  });
  const headers: Record<string, string> = {
    authorization: `Bearer ${bearer ?? (await token()).json.access_token}`,
    "idempotency-key": key,
    "tl-signature": signature,
    "content-type": "application/json",
  };
  if (drop) delete headers[drop];
  return call("/v3/payouts", { method: "POST", headers, body: text });
}

function fragment(answer: Answer & { json: { type?: string } }): string {
  return answer.json.type?.split("#")[1] ?? "";
}

describe("credentials", () => {
  test("a wrong secret, grant or scope opens nothing", async () => {
    expect(await token({ client_secret: "wrong" })).toMatchObject({ status: 400, json: { error: "invalid_client" } });
    expect(await token({ grant_type: "password" })).toMatchObject({ status: 400, json: { error: "invalid_grant" } });
    const narrow = (await token({ scope: "accounts" })).json.access_token;
    const answer = await create({ bearer: narrow });
    expect(answer).toMatchObject({ status: 401, json: { detail: expect.stringContaining("InvalidAudience") } });
  });

  test("a token ends after an hour of the simulated clock", async () => {
    const bearer = (await token()).json.access_token;
    nowMs += 3_599_000;
    expect((await create({ bearer })).status).toBe(202);
    nowMs += 2_000;
    expect(await create({ bearer })).toMatchObject({ status: 401 });
    expect(fragment(await create({ bearer: "made-up" }))).toBe("unauthenticated");
  });
});

describe("signatures", () => {
  test("TrueLayer's own signer is accepted, with the path as under its own host or under ours", async () => {
    expect(await create()).toMatchObject({
      status: 202,
      json: { id: expect.any(String) },
      headers: { "tl-trace-id": expect.stringMatching(/^[0-9a-f]{32}$/) },
    });
    expect((await create({ key: "key-2", path: "/truelayer/v3/payouts" })).status).toBe(202);
  });

  test.each<[string, Create]>([
    ["of another key", { signWith: OTHER_KEY }],
    ["over another body", { signedBody: "{}" }],
    ["over another path", { path: "/v3/payments" }],
    ["that is missing", { drop: "tl-signature" }],
  ])("one %s is turned away, and nothing is booked", async (_name, wrong) => {
    expect(await create(wrong)).toMatchObject({ status: 401, json: { detail: "Invalid request signature." } });
    expect(core.ledger()).toEqual([]);
  });
});

describe("idempotency keys", () => {
  test("are required", async () => {
    expect(await create({ drop: "idempotency-key" })).toMatchObject({ status: 400 });
  });

  test("answer the same payload with the same id, another with 422, and are forgotten after six hours of the wall's clock", async () => {
    const first = (await create()).json.id;
    expect((await create()).json.id).toBe(first);
    expect(fragment(await create({ body: { ...CREATE, amount_in_minor: 1001 } }))).toBe("idempotency-key-reuse");
    expect(core.ledger()).toMatchObject([{ providerPayoutId: first, requests: 2 }]);
    nowMs += 6 * 3_600_000 + 1;
    expect((await create()).json.id).not.toBe(first);
  });
});

describe("what is asked", () => {
  const external = CREATE.beneficiary;
  test.each<[string, object, string]>([
    ["a fraction", { amount_in_minor: 10.5 }, "amount_in_minor"],
    ["nothing", { amount_in_minor: 0 }, "amount_in_minor"],
    ["another currency than the account's", { currency: "EUR" }, "currency"],
    ["somebody else's account", { merchant_account_id: "a61acaef-ee05-4077-92f3-25543a11bd8d" }, "merchant_account_id"],
    ["a reference of 19 characters", { beneficiary: { ...external, reference: "x".repeat(19) } }, "beneficiary.reference"],
    ["a straight apostrophe in pounds", { beneficiary: { ...external, reference: "Jo's" } }, "beneficiary.reference"],
    [
      "a euro account in pounds",
      { beneficiary: { ...external, account_identifier: { type: "iban", iban: "DE89370400440532013000" } } },
      "beneficiary.account_identifier",
    ],
    [
      "the plural of the answer",
      { beneficiary: { ...external, account_identifier: undefined, account_identifiers: [] } },
      "beneficiary.account_identifier",
    ],
    [
      "a hyphen in the sort code",
      { beneficiary: { ...external, account_identifier: { ...external.account_identifier, sort_code: "20-00-00" } } },
      "beneficiary.account_identifier.sort_code",
    ],
    ["no such beneficiary", { beneficiary: { type: "friend" } }, "beneficiary.type"],
    ["too much metadata", { metadata: Object.fromEntries(Array.from({ length: 11 }, (_, place) => [`k${place}`, "v"])) }, "metadata"],
  ])("%s is a 400 that names the path", async (_name, change, at) => {
    const answer = await create({ body: { ...CREATE, ...change } });
    expect(answer.status).toBe(400);
    expect(fragment(answer)).toBe("invalid-parameters");
    expect(Object.keys(answer.json.errors)).toContain(at);
    expect(core.ledger()).toEqual([]);
  });

  test("a payment source must be this user's, and have paid into this account", async () => {
    const added = await core.addOrder({ accountId: ACCOUNT.accountId });
    const { paymentSourceId, userId } = z.object({ paymentSourceId: z.string(), userId: z.string() }).parse(added.ok && added.value);
    const to = (user_id: string) => ({
      ...CREATE,
      beneficiary: { type: "payment_source", user_id, payment_source_id: paymentSourceId, reference: "Back" },
    });
    expect(await create({ body: to("7d0fd1c5-5f3f-4a35-8c5b-6e5f5a3a0e11") })).toMatchObject({ status: 400 });
    expect(await create({ body: to(userId) })).toMatchObject({ status: 202 });

    const authorization = `Bearer ${(await token()).json.access_token}`;
    const sources = `/v3/merchant-accounts/${ACCOUNT.accountId}/payment-sources`;
    expect(await call(sources, { headers: { authorization }, query: { user_id: userId } })).toMatchObject({
      json: { items: [{ id: paymentSourceId }] },
    });
    expect(await call(sources, { headers: { authorization } })).toMatchObject({ status: 400 });
  });
});

describe("afterwards", () => {
  async function settle(ms: number) {
    for (let due = core.nextDueAt(); due !== null && due.getTime() <= nowMs + ms; due = core.nextDueAt()) {
      nowMs = Math.max(nowMs, due.getTime());
      await core.work();
      await core.idle();
    }
  }

  test("too little money is taken all the same, and fails later", async () => {
    expect((await create({ body: { ...CREATE, amount_in_minor: 10_001 } })).status).toBe(202);
    await settle(60_000);
    expect(core.ledger()).toMatchObject([{ state: "failed", failure: "insufficient_funds" }]);
    expect(posted.map(({ body }) => JSON.parse(body))).toMatchObject([{ type: "payout_failed", failure_reason: "insufficient_funds" }]);
  });

  test("one webhook tells the end, without an amount; the account has less, and its transactions show the payout", async () => {
    const { id } = (await create({ body: { ...CREATE, metadata: { order: "1001" } } })).json;
    await settle(60_000);
    expect(posted).toHaveLength(1);
    const event = JSON.parse(posted[0]?.body ?? "{}");
    expect(event).toMatchObject({
      type: "payout_executed",
      payout_id: id,
      metadata: { order: "1001" },
      beneficiary: { type: "external_account" },
    });
    expect(event).not.toHaveProperty("amount_in_minor");

    const authorization = `Bearer ${(await token()).json.access_token}`;
    const account = `/v3/merchant-accounts/${ACCOUNT.accountId}`;
    expect((await call(account, { headers: { authorization } })).json).toMatchObject({
      available_balance_in_minor: 9000,
      current_balance_in_minor: 9000,
    });
    const query = { from: "2026-01-01T00:00:00Z", to: "2026-02-01T00:00:00Z", type: "payout" };
    const page = await call(`${account}/transactions`, { headers: { authorization, "tl-enable-pagination": "true" }, query });
    expect(page.json).toMatchObject({ items: [{ type: "payout", status: "executed", payout_id: id }], pagination: {} });
    expect((await call(`${account}/transactions`, { headers: { authorization } })).status).toBe(400);
  });

  test("a payout can bounce by its own metadata, and then carries both times", async () => {
    const { id } = (await create({ body: { ...CREATE, metadata: { sim: "bounce" } } })).json;
    await settle(60_000);
    const authorization = `Bearer ${(await token()).json.access_token}`;
    const answer = await call(`/v3/payouts/${id.toUpperCase()}`, { headers: { authorization } });
    expect(answer.json).toMatchObject({
      status: "failed",
      failure_reason: "returned",
      executed_at: expect.any(String),
      failed_at: expect.any(String),
    });
    expect(answer.json.created_at).toMatch(/\.\d{9}Z$/);
    expect(posted.map(({ body }) => JSON.parse(body).type)).toEqual(["payout_executed", "payout_failed"]);
  });

  test("another client sees none of it", async () => {
    const { id } = (await create()).json;
    const stranger = trueLayerRehearsal.newAccount("GBP");
    await core.registerAccount({ accountId: stranger.accountId, credentials: stranger.credentials });
    const { clientId: client_id, clientSecret: client_secret } = z
      .object({ clientId: z.string(), clientSecret: z.string() })
      .parse(stranger.settings);
    const authorization = `Bearer ${(await token({ client_id, client_secret })).json.access_token}`;
    expect(await call(`/v3/payouts/${id}`, { headers: { authorization } })).toMatchObject({
      status: 404,
      json: { detail: "Payout could not be found." },
    });
    expect((await call(`/v3/merchant-accounts/${ACCOUNT.accountId}`, { headers: { authorization } })).status).toBe(404);
  });
});
