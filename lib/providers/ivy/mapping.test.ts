import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { readExactJson } from "@/lib/base/exact-json";
import { money } from "@/lib/base/money";
import type { PayoutDestination } from "../contract/payout";
import { failureOf, observationOf, paymentSourceOf, refusalOf } from "./mapping";
import { Order, Payout, Problem } from "./wire";

const fixture = (name: string) => readExactJson(readFileSync(path.join(import.meta.dirname, "fixtures", `${name}.json`), "utf8"));
const paid = Payout.parse(fixture("payout-paid"));
const order = Order.parse(fixture("order-paid"));
const toOrder: PayoutDestination = { kind: "order", orderId: "abc" };
const toAccount: PayoutDestination = { kind: "account", holderName: "M", address: { kind: "iban", iban: "DE89370400440532013000" } };

describe("a payout as Ivy shows it", () => {
  test("is read whole, its amount exactly", () => {
    expect(observationOf(paid, { evidenceId: "e" })).toEqual({
      providerPayoutId: "8f6f1f3e-7a54-4a0a-9d0a-2a4b8f0c1d11",
      payoutNumber: "CF7K3M9Q2X4B8T",
      status: "settled",
      providerStatus: "paid",
      at: "2026-03-02T09:00:04.211Z",
      amount: money(125050n, "EUR"),
      fee: null,
      failure: null,
      rail: null,
      traceId: "led_20441",
      evidenceId: "e",
    });
  });

  test.each([
    ["pending", "received"],
    ["initiated", "received"],
    ["in_transit", "inFlight"],
    ["paid", "settled"],
    ["succeeded", "settled"],
    ["failed", "failed"],
    ["canceled", "cancelled"],
    ["returned", "unrecognised"],
    ["PAID", "unrecognised"],
  ])("%s is %s", (word, status) => {
    expect(observationOf({ ...paid, status: word }, { evidenceId: null })).toMatchObject({ status, providerStatus: word });
  });

  test.each([
    ["account_closed", "accountClosed"],
    ["account_blocked", "accountBlocked"],
    ["insufficient_funds", "insufficientFunds"],
    ["invalid_account_format", "accountInvalid"],
    ["invalid_instruction", "instructionInvalid"],
    ["invalid_amount", "amountInvalid"],
    ["invalid_time", "schemeError"],
    ["duplicate_transaction", "duplicate"],
    ["payee_verification_failed", "nameMismatch"],
    ["system_error", "providerError"],
    ["provider_system_error", "providerError"],
    ["rejected_by_correspondent_bank", "schemeError"],
    ["blocked_by_review", "blockedByReview"],
    ["unknown", "unknown"],
    ["geography_restricted", "restricted"],
    ["constructor", "unknown"],
  ])("failure %s is %s", (code, reason) => {
    expect(failureOf({ ...paid, failure: { code, message: "m", retry: true } })).toEqual({
      reason,
      providerCode: code,
      message: "m",
      mayRetry: true,
    });
  });

  test("a failure says why, and whether Ivy thinks that trying again makes sense", () => {
    expect(observationOf(Payout.parse(fixture("payout-failed")), { evidenceId: null })).toMatchObject({
      status: "failed",
      amount: money(4000n, "GBP"),
      failure: { reason: "accountClosed", providerCode: "account_closed", mayRetry: false },
    });
  });

  test("what is strange about a payout does not hide its id and status", () => {
    const strange = Payout.parse(
      readExactJson('{"id":"p","status":"paid","amount":"much","metadata":[],"failure":7,"createdAt":1772442000}'),
    );
    expect(observationOf(strange, { evidenceId: null })).toMatchObject({ providerPayoutId: "p", status: "settled", amount: null });
  });

  test.each([
    ["12.345", "EUR", null],
    ["1e2", "EUR", 10000n],
    ["0.1", "XXX", null],
    ["9007199254740993.01", "EUR", 900719925474099301n],
  ])("an amount of %s %s is read as %s minor units, or not at all", (literal, currency, minor) => {
    const payout = Payout.parse(readExactJson(`{"id":"p","status":"paid","amount":${literal},"currency":"${currency}"}`));
    expect(observationOf(payout, { evidenceId: null }).amount?.minor ?? null).toBe(minor);
  });
});

describe("a refusal", () => {
  test.each([
    ["error-newer", 400, toAccount, { reason: "accountInvalid", providerCode: "invalid_iban" }],
    ["error-older", 403, toAccount, { reason: "restricted", providerCode: "AUTHORIZATION" }],
  ])("is read in both shapes: %s", (name, status, destination, failure) => {
    expect(refusalOf(status, Problem.parse(fixture(name)), destination)).toMatchObject(failure);
  });

  test.each([
    [404, { code: "NOT_FOUND" }, toOrder, "notReturnable"],
    [404, { code: "NOT_FOUND" }, toAccount, "instructionInvalid"],
    [400, { code: "VALIDATION", param: "amount" }, toOrder, "amountInvalid"],
    [400, { category: "invalid_request_error", param: "destination.orderId" }, toOrder, "notReturnable"],
  ])("%i %o is one", (status, problem, destination, reason) => {
    expect(refusalOf(status, Problem.parse(problem), destination)).toMatchObject({ reason });
  });

  test.each([
    ["a key conflict", 409, fixture("error-key-conflict")],
    ["a key conflict under another status", 400, fixture("error-key-conflict")],
    ["a conflict in the older shape", 409, { code: "CONFLICT" }],
    ["a lock", 423, { code: "LOCKED" }],
    ["a fault of Ivy's own", 400, { category: "api_error" }],
    ["a code that says nothing", 400, { code: "GENERIC", category: "invalid_request_error" }],
    ["a body that is not Ivy's", 404, { error: "no such page" }],
    ["Ivy's words under a server's status", 500, { code: "VALIDATION" }],
  ])("%s is none: something may have been booked", (_, status, problem) => {
    expect(refusalOf(status, Problem.parse(problem), toOrder)).toBeNull();
  });
});

describe("an order to be paid back", () => {
  test("shows who paid, from where, how much, and what went back already", () => {
    expect(paymentSourceOf(order)).toEqual({
      sourceId: "66d1b0c2f0a94e0012aa77f1",
      userId: null,
      orderReference: "shop-20260301-77",
      holderName: "Mara Linden",
      holderEmail: "mara@example.test",
      address: { kind: "iban", iban: "DE89370400440532013000" },
      paidIn: money(11990n, "EUR"),
      refunded: money(1990n, "EUR"),
      paidInAt: "2026-03-01T18:22:05.000Z",
      refusal: null,
    });
  });

  test.each(["paid", "partially_refunded", "refund_failed"])("may be paid back when it is %s", (status) => {
    expect(paymentSourceOf({ ...order, status }).refusal).toBeNull();
  });

  test.each([
    "processing",
    "waiting_for_payment",
    "waiting_for_bank_confirmation",
    "finalizing",
    "in_refund",
    "refunded",
    "in_dispute",
    "disputed",
    "refused",
    "canceled",
    "failed",
    "never_heard_of",
  ])("may not when it is %s, and a sentence says why", (status) => {
    expect(paymentSourceOf({ ...order, status }).refusal).toMatch(/^[A-Z].+\.$|^Ivy says ".+", a word that we do not know\.$/);
  });

  test("may not when nobody knows where the money came from", () => {
    expect(paymentSourceOf({ ...order, payerFinancialAddress: null }).refusal).toMatch(/account/);
  });
});
