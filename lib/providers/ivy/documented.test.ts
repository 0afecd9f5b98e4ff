import { describe, expect, test } from "vitest";
import { writeExactJson } from "@/lib/base/exact-json";
import type { AccountAddress } from "@/lib/domain/account/address";
import { financialAddressOf, instructionOf } from "./instruction";
import { FAILURES, failureOf, observationOf, paymentSourceOf, refusalOf, STATUSES } from "./mapping";
import { ivyWebhooks } from "./webhooks";
import { exactJsonOf, Order, Payout } from "./wire";

// Every word of Ivy's contract page, by name: what it means here.

const ORDER = { kind: "order", orderId: "o-1" } as const;
const payout = (facts: Record<string, unknown>) => Payout.parse({ id: "p-1", status: "pending", ...facts });
const told = (type: string, payload: unknown) =>
  ivyWebhooks({ webhookSecret: "not-needed" }).translate(
    new TextEncoder().encode(JSON.stringify({ id: "w-1", type, date: "2026-01-01", payload })),
  );

describe("statuses", () => {
  test.each([
    ["pending", "received"],
    ["in_transit", "inFlight"],
    ["paid", "settled"],
    ["failed", "failed"],
    ["canceled", "cancelled"],
    ["initiated", "received"],
    ["succeeded", "settled"],
  ])("%s is seen as %s", (status, seen) => expect(observationOf(payout({ status }), { evidenceId: null }).status).toBe(seen));
  test("that is all of them", () => expect(Object.keys(STATUSES)).toHaveLength(7));
});

describe("failure codes", () => {
  const CODES = [
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
    ["beneficiary_restricted", "restricted"],
    ["transaction_restricted", "restricted"],
    ["geography_restricted", "restricted"],
    ["rejected_by_counterparty", "accountBlocked"],
  ] as const;
  test.each(CODES)("%s is %s, and Ivy's word on retrying is kept", (code, reason) => {
    const failed = (retry: boolean) => failureOf(payout({ status: "failed", failure: { code, message: "No.", retry } }));
    expect(failed(true)).toMatchObject({ reason, providerCode: code, mayRetry: true });
    expect(failed(false)).toMatchObject({ reason, providerCode: code, mayRetry: false });
  });
  test("that is all of them", () => expect(Object.keys(FAILURES).sort()).toEqual(CODES.map(([code]) => code).sort()));
});

describe("errors", () => {
  test.each([
    ["api_error", 500, false],
    ["invalid_request_error", 400, true],
    ["rate_limiting", 429, false],
    ["idempotency_error", 409, false],
  ])("the newer body with category %s over %i", (category, status, refuses) => {
    expect(refusalOf(status, { message: "No.", category }, ORDER) !== null).toBe(refuses);
  });
  test.each([
    ["GENERIC", 400, false],
    ["VALIDATION", 400, true],
    ["AUTHENTICATION", 403, true],
    ["UNAUTHENTICATED", 403, true],
    ["REQUEST_FAILED", 400, false],
    ["AUTHORIZATION", 403, true],
    ["NOT_FOUND", 404, true],
    ["NOT_ACCEPTABLE", 406, true],
    ["CONFLICT", 409, false],
    ["LOCKED", 423, false],
    ["TOO_MANY_REQUESTS", 429, false],
    ["INTERNAL_SERVER_ERROR", 500, false],
    ["SERVICE_UNAVAILABLE", 503, false],
  ])("the older body with code %s over %i", (code, status, refuses) => {
    expect(refusalOf(status, { message: "No.", devMessage: "No.", code }, ORDER) !== null).toBe(refuses);
  });
});

describe("orders", () => {
  const MAY = ["paid", "partially_refunded", "refund_failed"];
  test.each([
    "processing",
    "waiting_for_payment",
    "waiting_for_bank_confirmation",
    "paid",
    "finalizing",
    "in_refund",
    "refunded",
    "partially_refunded",
    "refund_failed",
    "in_dispute",
    "disputed",
    "refused",
    "canceled",
    "failed",
  ])("%s", (status) => {
    const payer = { type: "iban", iban: { iban: "DE89370400440532013000", accountHolderName: "Jo" } };
    const source = paymentSourceOf(Order.parse({ id: "o-1", status, payerFinancialAddress: payer }));
    expect(source.refusal === null).toBe(MAY.includes(status));
    if (source.refusal !== null) expect(source.refusal).not.toContain("a word that we do not know");
  });
});

describe("webhooks", () => {
  const payload = { id: "p-1", status: "paid", amount: 1, currency: "EUR" };
  test.each(["payout.initiated", "payout.paid", "payout.failed"])("%s shows the payout", (type) => {
    expect(told(type, payload)).toMatchObject([{ kind: "observation", observation: { providerPayoutId: "p-1" } }]);
  });
  test.each([
    "user_payout.initiated",
    "payout_created",
    "payout_updated",
    "refund.initiated",
    "refund.succeeded",
    "refund.failed",
    "return.initiated",
    "return.succeeded",
    "return.failed",
    "return.returned",
    "deposit.received",
    "checkout_session_created",
    "merchant_updated",
    "merchant_app_updated",
    "payout_report_requested",
    "data_session_completed",
    "test",
  ])("%s is none of ours", (type) => expect(told(type, payload)).toMatchObject([{ kind: "irrelevant" }]));
  test.each([
    ["order_created", { id: "o-1", status: "paid" }],
    ["order_updated", { id: "o-1" }],
    ["refund.succeeded", { id: "r-1", orderId: "o-1" }],
  ])("%s asks for the order to be read again", (type, about) => {
    expect(told(type, about)).toEqual([{ kind: "sourceChanged", about: { kind: "order", orderId: "o-1" }, eventName: type }]);
  });
});

describe("financial addresses", () => {
  test.each<[string, AccountAddress]>([
    ["iban", { kind: "iban", iban: "DE89370400440532013000" }],
    ["sort_code", { kind: "sortCode", sortCode: "200000", accountNumber: "55779911" }],
    ["bank_code", { kind: "bankCode", code: "8000", accountNumber: "123456" }],
    ["bban", { kind: "bban", bban: "61109010140000071219812874" }],
    ["aba", { kind: "aba", routingNumber: "021000021", accountNumber: "123456789", accountType: "checking" }],
    ["wallet", { kind: "wallet", address: "0x52908400098527886E0F7030069857D2E4169EE7", blockchain: "ETH" }],
  ])("%s", (type, address) => expect(financialAddressOf(address, "Jo Payer")).toMatchObject({ type }));

  test("a rail of the settings goes along; automatic leaves it out", () => {
    const destination = { kind: "account", holderName: "Jo", address: { kind: "iban", iban: "DE89370400440532013000" } } as const;
    const order = {
      payoutId: "p",
      number: "CF1",
      idempotencyKey: "k",
      amount: { minor: 1n, currency: "EUR" },
      statementText: "",
      metadata: {},
    } as const;
    expect(instructionOf({ ...order, destination })).not.toHaveProperty("rail");
    expect(instructionOf({ ...order, destination }, "SEPA_INSTANT")).toMatchObject({ rail: "SEPA_INSTANT" });
    expect(exactJsonOf(new TextEncoder().encode(writeExactJson(instructionOf({ ...order, destination }, "SWIFT"))))).toBeDefined();
  });
});
