import { describe, expect, test } from "vitest";
import { money } from "@/lib/base/money";
import { addMs, DAY_MS } from "@/lib/base/time";
import type { PayoutOrder } from "../contract/payout";
import type { Exchange } from "../contract/transport";
import { answer, fixture, LOST, NEVER_LEFT, NOW, openWire, SETTINGS } from "./fake-wire";
import { bitpay } from "./index";
import { isSignedBy } from "./signing";

const NUMBER = "CF7K3M9Q2X4B8T";
const PUBLIC_KEY = "0312cd27740676028cebe2238fb797c3957ba5e94b1f2a8567a44982c502769ae5";
const ORDER: PayoutOrder = {
  payoutId: "po_1",
  number: NUMBER,
  idempotencyKey: "6f0c9a0e-7d43-4c55-9f0a-5a7f6d7f1c11",
  amount: money(1250n, "EUR"),
  destination: { kind: "enrolled", providerReceiverId: "Fd9mW3xKq7PzVt2RbHsN4c", providerAccountId: null, address: null },
  statementText: "Order 1001",
  metadata: {},
};
const BY_ORDER = { kind: "order", order: ORDER, firstSentAt: NOW } as const;
const HTML = "<html>Not found</html>";

function open(reply: Parameters<typeof openWire>[0], settings: Record<string, string> = {}) {
  const wire = openWire(reply);
  return { ...wire, connection: bitpay.connect({ ...SETTINGS, ...settings }, wire.context) };
}
const textOf = (body: Uint8Array | undefined) => new TextDecoder().decode(body);

describe("the wire", () => {
  test("a payout goes over as exact digits, with the token in the body and a signature over address and bytes", async () => {
    const { sent, connection } = open(() => answer(200, fixture("payout-complete")));
    expect(await connection.sendPayout(ORDER)).toMatchObject({
      kind: "accepted",
      observation: { providerPayoutId: "8kR2vQd7LwXc5hTn3YpFzA", payoutNumber: NUMBER },
    });
    const [request] = sent;
    expect(request).toMatchObject({
      method: "POST",
      url: "https://test.bitpay.com/payouts",
      headers: { "x-accept-version": "2.0.0", "content-type": "application/json", "x-identity": PUBLIC_KEY },
      secrets: expect.arrayContaining(Object.values(SETTINGS)),
    });
    expect(textOf(request?.body)).toBe(
      '{"token":"payout-token-value","amount":12.50,"currency":"EUR","ledgerCurrency":"EUR","recipientId":"Fd9mW3xKq7PzVt2RbHsN4c","reference":"CF7K3M9Q2X4B8T","label":"Order 1001"}',
    );
    const signed = { url: request?.url ?? "", body: request?.body ?? new Uint8Array() };
    expect(isSignedBy(PUBLIC_KEY, signed, request?.headers["x-signature"] ?? "")).toBe(true);
  });

  test.each([
    [money(900n, "JPY"), '"amount":900,'],
    [money(800n, "USD"), '"amount":8.00,'],
    [money(12_345_678n, "BTC"), '"amount":0.12345678,'],
    [money(123_456_789_012_345_678n, "ETH"), '"amount":0.123456789012345678,'],
    [money(9_007_199_254_740_993n, "EUR"), '"amount":90071992547409.93,'],
  ])("%o is written %s", async (amount, text) => {
    const { sent, connection } = open(() => answer(200, fixture("payout-new")));
    await connection.sendPayout({ ...ORDER, amount });
    expect(textOf(sent[0]?.body)).toContain(text);
  });

  test("the ledger, the day and the webhook address are said where they were asked for", async () => {
    const settings = { ledgerCurrency: "USD", notificationUrl: "https://desk.example.test/api/webhooks/bitpay/con_1" };
    const { connection, bodyOf } = open(() => answer(200, fixture("payout-new")), settings);
    await connection.sendPayout({ ...ORDER, statementText: "", effectiveDate: "2026-03-09" });
    expect(bodyOf(0)).toMatchObject({
      currency: "EUR",
      ledgerCurrency: "USD",
      effectiveDate: "2026-03-09",
      notificationURL: settings.notificationUrl,
    });
    expect(bodyOf(0)).not.toHaveProperty("label");
  });

  test("a question carries the token in its address, and the signature covers the whole of it", async () => {
    const { sent, connection } = open(() => answer(200, fixture("payout-complete")));
    await connection.lookUpPayout({ kind: "providerPayoutId", providerPayoutId: "a b/c" });
    expect(sent[0]).toMatchObject({ method: "GET", url: "https://test.bitpay.com/payouts/a%20b%2Fc?token=payout-token-value" });
    expect(sent[0]?.body).toBeUndefined();
    const signed = { url: sent[0]?.url ?? "", body: new Uint8Array() };
    expect(isSignedBy(PUBLIC_KEY, signed, sent[0]?.headers["x-signature"] ?? "")).toBe(true);
  });

  test("what evidence keeps of an answer has none of BitPay's tokens, whole or broken", async () => {
    const { sent, connection } = open(() => answer(200, fixture("payout-complete")));
    await connection.sendPayout(ORDER);
    const kept = sent[0]?.keptOfAnswer;
    expect(kept?.(fixture("payout-complete"))).not.toContain("3vTq8YwKz5LxNd2RbPcFh7Gm4SjVt9Xa6ZkWe1QyHu");
    expect(kept?.('}{"token": "3vTq8YwKz5Lx')).toBe('}{"token": "••••"');
  });

  test("an error that repeats our token does not carry it to people", async () => {
    const { connection } = open(() => answer(400, { status: "error", code: "010002", error: "Strange token payout-token-value" }));
    const outcome = await connection.sendPayout(ORDER);
    expect(outcome).toMatchObject({ kind: "refused", failure: { message: "Strange token ••••" } });
  });
});

describe("handing a payout over", () => {
  test.each<[string, Exchange, string]>([
    ["taken", answer(200, fixture("payout-complete")), "accepted"],
    ["taken, without an envelope", answer(200, { id: "p", status: "new" }), "accepted"],
    ["answered with another's payout", answer(200, fixture("payout-new")), "unknown"],
    ["refused by its code", answer(400, fixture("error-coded")), "refused"],
    ["refused by its code over 200", answer(200, fixture("error-coded")), "refused"],
    ["refused by a list", answer(400, fixture("error-listed")), "refused"],
    ["refused by a list over 200", answer(200, fixture("error-listed")), "refused"],
    ["refused in the older shape", answer(400, { error: "Invalid params" }), "refused"],
    ["answered with some error over 200", answer(200, { error: "Something went wrong" }), "unknown"],
    ["answered with a general code over 200", answer(200, { status: "error", code: "000000", error: "Generic error" }), "unknown"],
    ["answered with a conflict", answer(409, fixture("error-coded")), "unknown"],
    ["a stranger to BitPay (401)", answer(401, fixture("error-text")), "notSent"],
    ["a stranger to BitPay (400)", answer(400, fixture("error-text")), "notSent"],
    // Surely not paid, but no promise is made of a 500, not even by the guard that all adapters share.
    ["a stranger to BitPay (500)", answer(500, fixture("error-text")), "unknown"],
    ["a stranger to BitPay (200)", answer(200, fixture("error-text")), "unknown"],
    ["somebody's page", answer(404, HTML), "unknown"],
    ["somebody's page over 200", answer(200, HTML), "unknown"],
    ["nothing over 200", answer(200, ""), "unknown"],
    ["an error over 500", answer(500, fixture("error-coded")), "unknown"],
    ["too many requests", answer(429, { error: "Too many requests" }, { "retry-after": "7" }), "unknown"],
    ["not at home", answer(503, { error: "Service unavailable" }), "unknown"],
    ["lost", LOST, "unknown"],
    ["never gone", NEVER_LEFT, "notSent"],
  ])("%s", async (_, exchange, kind) => {
    const { connection, sent } = open(() => exchange);
    expect(await connection.sendPayout(ORDER)).toMatchObject({ kind });
    expect(sent).toHaveLength(1);
  });

  test.each([
    [
      { destination: { kind: "account", holderName: "Jo", address: { kind: "emailWallet", email: "jo@example.test" } } },
      "receiverNotReady",
    ],
    [{ destination: { kind: "order", orderId: "o" } }, "notReturnable"],
    [{ destination: { kind: "paymentSource", paymentSourceId: "s", userId: "u" } }, "notReturnable"],
    [{ amount: money(0n, "EUR") }, "amountInvalid"],
  ] as const)("%o is refused here, before anything leaves", async (change, reason) => {
    const { connection, sent } = open(() => answer(200, fixture("payout-complete")));
    expect(await connection.sendPayout({ ...ORDER, ...change })).toMatchObject({ kind: "refused", failure: { reason } });
    expect(sent).toEqual([]);
  });
});

describe("looking a payout up", () => {
  const byId = { kind: "providerPayoutId", providerPayoutId: "8kR2vQd7LwXc5hTn3YpFzA" } as const;

  test.each<[string, Exchange, string]>([
    ["found", answer(200, fixture("payout-complete")), "found"],
    ["absent, by the code", answer(400, fixture("error-in-message")), "absent"],
    ["absent, by the status", answer(404, { error: "Object not found" }), "absent"],
    ["another payout", answer(200, fixture("payout-new")), "unavailable"],
    ["a page that is not BitPay's", answer(404, HTML), "unavailable"],
    ["a token that is refused", answer(500, fixture("error-text")), "unavailable"],
    ["lost", LOST, "unavailable"],
  ])("by BitPay's id: %s", async (_, exchange, kind) => {
    const { connection } = open(() => exchange);
    expect(await connection.lookUpPayout(byId)).toMatchObject({ kind });
  });

  test("by our number: the filter narrows, the letters decide, and the list is read to its end", async () => {
    const { connection, sent } = open((_, count) => answer(200, count === 1 ? fixture("payout-list") : { data: [] }));
    expect(await connection.lookUpPayout(BY_ORDER)).toMatchObject({
      kind: "found",
      observation: { providerPayoutId: "8kR2vQd7LwXc5hTn3YpFzA", payoutNumber: NUMBER },
    });
    const queries = sent.map(({ url }) => Object.fromEntries(new URL(url).searchParams));
    expect(queries).toEqual([
      { token: "payout-token-value", reference: NUMBER, startDate: "2026-03-01", limit: "100", offset: "0" },
      { token: "payout-token-value", reference: NUMBER, startDate: "2026-03-01", limit: "100", offset: "2" },
    ]);
  });

  test("by our number: absent only after an empty page", async () => {
    const { connection } = open(() => answer(200, { data: [] }));
    expect(await connection.lookUpPayout(BY_ORDER)).toEqual({ kind: "absent", evidenceId: "e" });
  });

  const row = (id: string, reference: string) => ({ id, reference, status: "new", amount: 1, currency: "EUR" });

  test.each<[string, (count: number) => Exchange]>([
    ["a row that cannot be read", () => answer(200, { data: [row("a", "other"), { id: 5 }] })],
    ["two payouts under one number", () => answer(200, { data: [row("a", NUMBER), row("b", NUMBER)] })],
    ["two payouts on two pages", (count) => answer(200, { data: count > 2 ? [] : [row(`p${count}`, NUMBER)] })],
    ["a list that never moves on", () => answer(200, { data: [row("a", "other")] })],
    ["an answer that is no list", () => answer(200, { data: {} })],
    ["an answer that is lost", () => LOST],
    ["an error", () => answer(200, fixture("error-text"))],
    ["a second page that is lost", (count) => (count === 1 ? answer(200, { data: [row("a", "other")] }) : LOST)],
  ])("by our number: %s proves nothing", async (_, reply) => {
    const { connection } = open((_request, count) => reply(count));
    expect(await connection.lookUpPayout(BY_ORDER)).toMatchObject({ kind: "unavailable" });
  });

  test("a filter that lets everything through finds the one that is meant", async () => {
    const { connection } = open((_, count) =>
      answer(200, { data: count > 1 ? [] : [row("a", "other"), row("b", NUMBER), row("c", `${NUMBER}0`)] }),
    );
    expect(await connection.lookUpPayout(BY_ORDER)).toMatchObject({ observation: { providerPayoutId: "b" } });
  });
});

describe("everything that was paid out", () => {
  test("is listed between two moments, page by page", async () => {
    const { connection, sent } = open((_, count) => answer(200, count === 1 ? fixture("payout-list") : { data: [] }));
    const window = { from: new Date("2026-03-02T11:00:00Z"), to: NOW };
    const first = await connection.listPayouts?.(window);
    expect(first).toMatchObject({ kind: "read", nextCursor: "2", observations: [{ providerPayoutId: "2bHx6TqWn9RvKd4LpZcY7f" }] });
    expect(await connection.listPayouts?.({ ...window, cursor: "2" })).toEqual({ kind: "read", nextCursor: null, observations: [] });
    expect(new URL(sent[1]?.url ?? "").searchParams.get("offset")).toBe("2");
  });

  test("is not listed at all while one row cannot be read", async () => {
    const { connection } = open(() => answer(200, { data: [{ id: 1 }] }));
    expect(await connection.listPayouts?.({ from: addMs(NOW, -DAY_MS), to: NOW })).toMatchObject({ kind: "unavailable" });
  });
});

describe("cancelling", () => {
  const seen = (status: string) => answer(200, { data: { id: "p", status } });
  const no = answer(400, { status: "error", code: "040007", error: "Only a new payout can be cancelled." });
  const yes = answer(200, fixture("success-empty"));

  test.each<[string, Exchange, Exchange, string]>([
    ["done", yes, seen("cancelled"), "cancelled"],
    ["said to be done, but not seen", yes, seen("new"), "unknown"],
    ["said to be done, and seen to be paid", yes, seen("processing"), "unknown"],
    ["done, though the answer was lost", LOST, seen("cancelled"), "cancelled"],
    ["too late: funded", no, seen("funded"), "tooLate"],
    ["too late: complete", no, seen("complete"), "tooLate"],
    ["refused while new", no, seen("new"), "unknown"],
    ["in a state that nobody knows", no, seen("paid"), "unknown"],
    ["not to be seen afterwards", yes, LOST, "unknown"],
    ["never gone", NEVER_LEFT, seen("new"), "unknown"],
  ])("%s", async (_, deleted, read, kind) => {
    const { connection } = open(({ method }) => (method === "DELETE" ? deleted : read));
    expect(await connection.cancelPayout?.("p")).toMatchObject({ kind });
  });
});

describe("balances", () => {
  test("are asked with the merchant token, and read to the digit", async () => {
    const { connection, sent } = open(() => answer(200, fixture("ledgers")));
    expect(await connection.readBalances?.()).toMatchObject({
      kind: "read",
      balances: [
        { available: money(0n, "EUR") },
        { available: money(238_982n, "USD") },
        { available: money(150_000n, "JPY") },
        { available: money(28_700n, "BTC") },
        { available: money(1_000_000_000_000_000_001n, "ETH") },
      ],
    });
    expect(sent[0]?.url).toBe("https://test.bitpay.com/ledgers?token=merchant-token-value");
  });

  test("cannot be asked without one, and the connection says so by having no such method", () => {
    expect(open(() => LOST, { merchantToken: "" }).connection.readBalances).toBeUndefined();
  });
});

test("the credentials are proved by a harmless question, and the account is known by its SIN", async () => {
  const { connection, sent } = open(() => answer(200, fixture("recipients")));
  expect(await connection.readMerchantAccount?.()).toMatchObject({
    kind: "read",
    account: { accountId: "TfBqeTz1xKY35nMq7PdGdahsfdCcgDsgQmF" },
  });
  expect(sent[0]?.method).toBe("GET");
  const { connection: stranger } = open(() => answer(500, fixture("error-text")));
  expect(await stranger.readMerchantAccount?.()).toMatchObject({ kind: "unavailable", fault: { kind: "unauthorised" } });
});

describe("settings", () => {
  test.each([
    ["privateKey", { privateKey: "not a key" }],
    ["payoutToken", { payoutToken: "short" }],
    ["merchantToken", { merchantToken: "short" }],
    ["ledgerCurrency", { ledgerCurrency: "PLN" }],
    ["notificationUrl", { notificationUrl: "http://desk.example.test/hook" }],
  ])("%s that will not do is named", (field, change) => {
    expect(bitpay.parseSettings({ ...SETTINGS, ...change })).toMatchObject({ ok: false, error: { [field]: expect.any(String) } });
  });

  test("need key and payout token alone", () => {
    const { privateKey, payoutToken } = SETTINGS;
    expect(bitpay.parseSettings({ privateKey: ` ${privateKey.toUpperCase()} `, payoutToken })).toMatchObject({
      ok: true,
      value: { privateKey },
    });
    expect(bitpay.settingsFields.filter(({ required }) => required).map(({ name }) => name)).toEqual(["privateKey", "payoutToken"]);
    expect(bitpay.settingsFields.filter(({ secret }) => secret).map(({ name }) => name)).toEqual([
      "privateKey",
      "payoutToken",
      "merchantToken",
    ]);
  });
});
