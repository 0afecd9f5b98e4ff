import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { money } from "@/lib/base/money";
import { DAY_MS, MINUTE_MS } from "@/lib/base/time";
import type { ConnectionMode } from "../contract/manifest";
import type { PayoutOrder } from "../contract/payout";
import type { Exchange, ExchangeRequest } from "../contract/transport";
import { ipay } from "./index";

const SUBACCOUNT = "2f7a5c8e-9b10-4a3c-8d44-5e0f3f0c1b1e";
const SETTINGS = {
  apiKey: "api-key-value",
  apiSecret: "api-secret-value",
  subaccountId: SUBACCOUNT,
  apiAddress: "https://api.ipay.example.test/",
};
const NOW = new Date("2026-03-02T12:00:00.000Z");
const ORDER: PayoutOrder = {
  payoutId: "po_1",
  number: "CF7K3M9Q2X4B8T",
  idempotencyKey: "6f0c9a0e-7d43-4c55-9f0a-5a7f6d7f1c11",
  amount: money(2500n, "AUD"),
  destination: {
    kind: "enrolled",
    providerReceiverId: "receiver-1",
    providerAccountId: "account-1",
    address: { kind: "bsb", bsb: "062000", accountNumber: "11223344" },
  },
  statementText: "Order 1001",
  metadata: {},
};
const HTML = "<html>Bad gateway</html>";
const problem = (...codes: string[]) => ({ message: "It failed", error: codes.map((code) => ({ code, message: `about ${code}` })) });
const fixture = (name: string): unknown => JSON.parse(readFileSync(path.join(import.meta.dirname, "fixtures", `${name}.json`), "utf8"));

function answer(status: number, body: unknown, headers: Record<string, string> = {}): Exchange {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return { kind: "answered", status, headers, body: new TextEncoder().encode(text), evidenceId: "e" };
}

/** A wire that answers what a function says to each request, and remembers them. */
function open(reply: (url: URL, count: number) => Exchange, mode: ConnectionMode = "sandbox") {
  const sent: ExchangeRequest[] = [];
  const transport = {
    memory: new Map(),
    now: () => NOW,
    exchange: async (request: ExchangeRequest) => reply(new URL(request.url), sent.push(request)),
  };
  const hosts = mode === "simulator" ? ipay.manifest.hosts.simulator("http://127.0.0.1:1") : ipay.manifest.hosts[mode];
  return { sent, connection: ipay.connect(SETTINGS, { hosts, transport, mode }) };
}

const bodyOf = (request: ExchangeRequest | undefined): unknown => JSON.parse(new TextDecoder().decode(request?.body));

describe("handing a payout over", () => {
  test("sends whole cents as digits, our number as the reference, and no subaccount", async () => {
    const { sent, connection } = open(() => answer(200, fixture("payout-created")));
    expect(await connection.sendPayout(ORDER)).toEqual({
      kind: "accepted",
      observation: {
        providerPayoutId: "4b1f6a02-7c55-4e83-9b1c-20d3c8a7e611",
        payoutNumber: ORDER.number,
        status: "received",
        providerStatus: "pending",
        at: null,
        amount: null,
        fee: null,
        failure: null,
        rail: null,
        traceId: null,
        evidenceId: "e",
      },
    });
    expect(sent).toMatchObject([
      { method: "POST", url: "https://api.ipay.example.test/api/payout/single", secrets: [SETTINGS.apiKey, SETTINGS.apiSecret] },
    ]);
    expect(sent[0]?.headers).toMatchObject({ "x-api-key": SETTINGS.apiKey, signature: expect.stringMatching(/^\d{13}\.[0-9a-f]{64}$/) });
    expect(bodyOf(sent[0])).toEqual({
      receiver_id: "receiver-1",
      account_id: "account-1",
      amount: "2500",
      currency: "AUD",
      reference: "CF7K3M9Q2X4B8T",
      note: "Order 1001",
    });
  });

  test("an amount beyond what floats can hold goes over digit by digit", async () => {
    const { sent, connection } = open(() => answer(200, fixture("payout-created")));
    await connection.sendPayout({ ...ORDER, amount: money(900719925474099301n, "AUD") });
    expect(bodyOf(sent[0])).toMatchObject({ amount: "900719925474099301" });
  });

  test.each([
    [400, problem("PAYO201"), "refused"],
    [200, problem("PAYO201"), "refused"],
    [404, problem("REVR101"), "refused"],
    [400, problem("SIM-PAYO-KYC"), "refused"],
    [400, problem("PAYO299"), "refused"],
    [400, problem("ODD1"), "unknown"],
    [200, problem("ODD1"), "unknown"],
    [400, problem("PAYO201", "ODD1"), "unknown"],
    [400, { message: "Bad request" }, "unknown"],
    [400, HTML, "unknown"],
    [401, { message: "Unauthorized" }, "notSent"],
    [403, HTML, "unknown"],
    [404, HTML, "unknown"],
    [409, {}, "unknown"],
    [429, { message: "Too Many Requests" }, "unknown"],
    [500, problem("PAYO201"), "unknown"],
    [502, HTML, "unknown"],
    [503, {}, "unknown"],
    [302, "", "unknown"],
    [200, HTML, "unknown"],
    [200, { message: "Payout created", payload: {} }, "unknown"],
  ])("answered %i %o, it is %s", async (status, body, kind) => {
    const { connection } = open(() => answer(status, body, { "retry-after": "7" }));
    const outcome = await connection.sendPayout(ORDER);
    expect(outcome.kind).toBe(kind);
    if (status === 429) expect(outcome).toMatchObject({ fault: { kind: "rateLimited", retryAfterSeconds: 7 } });
  });

  test("a refusal keeps Ipay's code and words", async () => {
    const { connection } = open(() => answer(400, fixture("error-receiver-not-found")));
    expect(await connection.sendPayout(ORDER)).toMatchObject({
      kind: "refused",
      failure: { reason: "instructionInvalid", providerCode: "PAYO201", message: expect.stringContaining("Receiver not found") },
      evidenceId: "e",
    });
  });

  test.each<[string, Partial<PayoutOrder>, Record<string, unknown>]>([
    [
      "a receiver who is not enrolled",
      { destination: { kind: "account", holderName: "Mia", address: { kind: "iban", iban: "DE89370400440532013000" } } },
      { kind: "notSent" },
    ],
    [
      "a receiver without an account",
      { destination: { kind: "enrolled", providerReceiverId: "r", providerAccountId: null, address: null } },
      { kind: "notSent" },
    ],
    ["an order", { destination: { kind: "order", orderId: "o" } }, { kind: "refused", failure: { reason: "notReturnable" } }],
    ["a payment source", { destination: { kind: "paymentSource", paymentSourceId: "s", userId: "u" } }, { kind: "refused" }],
    ["nothing", { amount: money(0n, "AUD") }, { kind: "refused", failure: { reason: "amountInvalid" } }],
    ["pounds", { amount: money(100n, "GBP") }, { kind: "refused" }],
    ["euros to Australia", { amount: money(100n, "EUR") }, { kind: "refused", failure: { reason: "instructionInvalid" } }],
  ])("%s stays here, and nothing leaves", async (_, changes, outcome) => {
    const { sent, connection } = open(() => answer(200, fixture("payout-created")));
    expect(await connection.sendPayout({ ...ORDER, ...changes })).toMatchObject(outcome);
    expect(sent).toEqual([]);
  });
});

describe("looking a payout up by its id", () => {
  const id = "4b1f6a02-7c55-4e83-9b1c-20d3c8a7e611";

  test.each([
    ["found", answer(200, fixture("payout-successful"))],
    ["absent", answer(400, fixture("error-payout-not-found"))],
    ["absent", answer(200, fixture("error-payout-not-found"))],
    ["unavailable", answer(404, HTML)],
    ["unavailable", answer(404, { message: "Not Found" })],
    ["unavailable", answer(400, problem("SUBA101"))],
    ["unavailable", answer(200, fixture("payout-failed"))],
    ["unavailable", answer(200, "{}")],
    ["unavailable", answer(503, fixture("error-payout-not-found"))],
    ["unavailable", answer(401, {})],
  ])("is %s", async (kind, reply) => {
    const { connection } = open(() => reply);
    expect(await connection.lookUpPayout({ kind: "providerPayoutId", providerPayoutId: id })).toMatchObject({ kind });
  });
});

describe("looking a payout up by our number", () => {
  const firstSentAt = new Date(NOW.getTime() - 10 * MINUTE_MS);
  const byOrder = { kind: "order", order: ORDER, firstSentAt } as const;
  const row = (place: number, more: Record<string, unknown> = {}) => ({
    id: `p-${place}`,
    status: "pending",
    amount: "100",
    asset: "AUD",
    reference: `CF${place}`,
    ...more,
  });
  const ours = row(0, { id: "ours", reference: ORDER.number, status: "in_progress" });

  /** Pages as given, each with a key to the next; the payout itself answers by its id, unless `alone`. */
  function listing(
    pages: readonly (readonly unknown[])[],
    { lastKeys, alone = false }: { lastKeys?: readonly (string | undefined)[]; alone?: boolean } = {},
  ) {
    return open((url) => {
      if (url.pathname.endsWith("/payout/ours"))
        return alone ? answer(500, {}) : answer(200, { payload: { ...ours, fee_data: { fee_value: "20" } } });
      const place = Number(url.searchParams.get("lastkey") ?? 0);
      const next = place + 1 < pages.length ? String(place + 1) : undefined;
      return answer(200, { message: "Payout found", payload: pages[place], lastkey: lastKeys ? lastKeys[place] : next });
    });
  }

  test("asks for everything since a day before the first try, with no end: zones and clocks differ", async () => {
    const { sent, connection } = listing([[]]);
    await connection.lookUpPayout(byOrder);
    const url = new URL(sent[0]?.url ?? "");
    expect(Object.fromEntries(url.searchParams)).toEqual({ subaccount_id: SUBACCOUNT, limit: "100", from: "2026-03-01 11:50" });
    expect(url.search).toContain("from=2026-03-01%2011%3A50");
  });

  test("finds it on a later page, and reads it whole", async () => {
    const { sent, connection } = listing([[row(1), row(2)], [], [row(3), ours], [row(4)]]);
    expect(await connection.lookUpPayout(byOrder)).toMatchObject({
      kind: "found",
      observation: { providerPayoutId: "ours", payoutNumber: ORDER.number, status: "inFlight", fee: money(20n, "AUD") },
    });
    expect(sent).toHaveLength(4);
  });

  test("is content with the row where the payout itself cannot be read", async () => {
    const { connection } = listing([[ours]], { alone: true });
    expect(await connection.lookUpPayout(byOrder)).toMatchObject({ kind: "found", observation: { providerPayoutId: "ours", fee: null } });
  });

  test.each([
    ["an empty list", [[]], [undefined]],
    ["a list that ends with an empty key", [[row(1)]], [""]],
    ["a list of several pages, one of them empty", [[row(1)], [], [row(2)]], undefined],
  ])("says absent of %s that was read to its end", async (_, pages, lastKeys) => {
    expect(await listing(pages, { lastKeys }).connection.lookUpPayout(byOrder)).toMatchObject({ kind: "absent" });
  });

  test.each([
    ["a row could not be read", () => listing([[row(1), "?", row(2)]])],
    ["a row on an earlier page could not be read", () => listing([["?"], [row(2)]])],
    ["the list goes round in circles", () => listing([[row(1)], [row(2)]], { lastKeys: ["1", "1"] })],
    ["the list never ends", () => open((url) => answer(200, { payload: [], lastkey: `${url.searchParams.get("lastkey") ?? ""}x` }))],
    ["a later page fails", () => open((_, count) => (count === 1 ? answer(200, { payload: [row(1)], lastkey: "k" }) : answer(500, {})))],
    ["Ipay answers with an error, even one that says not found", () => open(() => answer(400, problem("PAYO101")))],
    ["it is no list", () => open(() => answer(200, { payload: {} }))],
  ])("proves nothing when %s", async (_, make) => {
    expect(await make().connection.lookUpPayout(byOrder)).toMatchObject({ kind: "unavailable" });
  });

  test("a number that only begins like ours is another's", async () => {
    const { connection } = listing([[row(1, { reference: `${ORDER.number}X` }), row(2, { reference: ORDER.number.toLowerCase() })]]);
    expect(await connection.lookUpPayout(byOrder)).toMatchObject({ kind: "absent" });
  });
});

describe("listing what was paid out", () => {
  const from = new Date(NOW.getTime() - DAY_MS);

  test("asks a day more on each side, drops what was made outside, and hands on Ipay's own cursor", async () => {
    const at = (ms: number) => ({ id: `p-${ms}`, status: "pending", created_at: String(ms), amount: "100", asset: "AUD" });
    const rows = [
      at(NOW.getTime() + 1),
      at(NOW.getTime()),
      at(from.getTime()),
      at(from.getTime() - 1),
      { id: "timeless", status: "pending" },
    ];
    const { sent, connection } = open(() => answer(200, { payload: rows, lastkey: "next-key" }));
    const page = await connection.listPayouts?.({ from, to: NOW, cursor: "this-key" });
    expect(page).toMatchObject({ kind: "read", nextCursor: "next-key" });
    expect(page?.kind === "read" && page.observations.map(({ providerPayoutId }) => providerPayoutId)).toEqual([
      `p-${NOW.getTime()}`,
      `p-${from.getTime()}`,
      "timeless",
    ]);
    expect(Object.fromEntries(new URL(sent[0]?.url ?? "").searchParams)).toMatchObject({
      from: "2026-02-28 12:00",
      to: "2026-03-03 12:00",
      lastkey: "this-key",
    });
  });

  test("reads the documented page, and stops where a row cannot be read", async () => {
    const window = { from: new Date(1772440000000), to: new Date(1772442000000) };
    expect(await open(() => answer(200, fixture("payout-list"))).connection.listPayouts?.(window)).toMatchObject({
      kind: "read",
      observations: [{ payoutNumber: "CFZZZZ11112222", amount: money(7700n, "NZD") }],
      nextCursor: expect.stringMatching(/^eyJ/),
    });
    expect(await open(() => answer(200, { payload: [7] })).connection.listPayouts?.(window)).toMatchObject({ kind: "unavailable" });
  });
});

describe("what differs by mode", () => {
  test("balances are asked for at the simulator only: nobody knows where they are read elsewhere", async () => {
    const balances = {
      payload: [
        { asset: "AUD", balance: "125000", available: "120000" },
        { asset: "XYZ", balance: "1", available: "1" },
      ],
    };
    for (const mode of ["live", "sandbox"] as const) {
      const { sent, connection } = open(() => answer(200, balances), mode);
      expect(await connection.readBalances?.()).toMatchObject({ kind: "unavailable" });
      expect(sent).toEqual([]);
    }
    const { connection } = open(() => answer(200, balances), "simulator");
    expect(await connection.readBalances?.()).toEqual({
      kind: "read",
      balances: [{ accountId: SUBACCOUNT, available: money(120000n, "AUD"), current: money(125000n, "AUD") }],
    });
  });

  test("no payout can be forced to its end where money moves", async () => {
    expect(open(() => answer(200, {}), "live").connection.endSandboxPayout).toBeUndefined();
    const { sent, connection } = open(() => answer(200, { statusCode: 200, message: "ok" }));
    expect(await connection.endSandboxPayout?.({ providerPayoutId: "p-1", end: "failed" })).toEqual({ kind: "done" });
    expect(bodyOf(sent[0])).toEqual({ id: "p-1", type: "payout", status: "fail" });
    const refused = open(() => answer(400, problem("PAYO101"))).connection;
    expect(await refused.endSandboxPayout?.({ providerPayoutId: "p-1", end: "settled" })).toMatchObject({ kind: "unavailable" });
  });

  test("a connection without the address that Ipay named is refused before anything is promised", () => {
    const transport = { memory: new Map(), now: () => NOW, exchange: () => Promise.reject(new Error()) };
    const { apiAddress: _, ...settings } = SETTINGS;
    expect(() => ipay.connect(settings, { hosts: {}, transport, mode: "live" })).toThrow(/API address/);
    expect(() => ipay.connect({ ...settings, apiAddress: "" }, { hosts: {}, transport })).toThrow(/API address/);
  });
});

test("the subaccount says who it is, and where its webhooks go", async () => {
  const { sent, connection } = open(() => answer(200, fixture("subaccount")));
  expect(await connection.readMerchantAccount?.()).toEqual({
    kind: "read",
    account: { accountId: SUBACCOUNT, name: "Southern shop", webhookUrl: "https://desk.example.test/api/webhooks/ipay/con_1" },
  });
  expect(sent[0]?.url).toBe(`https://api.ipay.example.test/api/subaccount/${SUBACCOUNT}`);
  expect(await open(() => answer(400, problem("SUBA101"))).connection.readMerchantAccount?.()).toMatchObject({
    kind: "unavailable",
    fault: { message: expect.stringContaining("SUBA101") },
  });
});

describe("settings", () => {
  const typed = (changes: Record<string, unknown>) => ipay.parseSettings({ ...SETTINGS, ...changes });

  test.each([
    ["https://api.ipay.example.test", "https://api.ipay.example.test"],
    ["https://api.ipay.example.test/api/", "https://api.ipay.example.test"],
    ["https://gate.example.test/ipay/", "https://gate.example.test/ipay"],
    ["", undefined],
  ])("the address %s is kept as %s", (apiAddress, kept) => {
    expect(typed({ apiAddress })).toMatchObject({ ok: true, value: { apiAddress: kept } });
  });

  test.each([
    [{ apiAddress: "http://api.ipay.example.test" }, { apiAddress: "Enter the whole address, beginning with https://." }],
    [{ apiAddress: "api.ipay.example.test" }, { apiAddress: "Enter the whole address, beginning with https://." }],
    [{ apiKey: "short" }, { apiKey: "Enter the whole API key." }],
    [{ apiSecret: "" }, { apiSecret: "Enter the whole API secret." }],
    [{ subaccountId: "12" }, { subaccountId: "The subaccount id is a UUID." }],
  ])("%o is told by field", (changes, error) => {
    expect(typed(changes)).toEqual({ ok: false, error });
  });

  test("key and secret are never shown again", () => {
    expect(ipay.redactSettings(SETTINGS)).toEqual({
      apiKey: "••••",
      apiSecret: "••••",
      subaccountId: SUBACCOUNT,
      apiAddress: SETTINGS.apiAddress,
    });
  });
});
