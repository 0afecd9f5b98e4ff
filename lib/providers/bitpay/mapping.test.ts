import { describe, expect, test } from "vitest";
import * as z from "zod";
import { NumberLiteral, readExactJson } from "@/lib/base/exact-json";
import { money } from "@/lib/base/money";
import { statusText } from "../contract/status";
import { fixture } from "./fake-wire";
import { enrolmentOf, moneyOf, observationOf, RECIPIENT_STATUSES, refusalOf, STATUSES } from "./mapping";
import { Payout, Recipient } from "./wire";

const payoutIn = (name: string) => z.object({ data: Payout }).parse(readExactJson(fixture(name))).data;
const withStatus = (status: string) => observationOf({ ...payoutIn("payout-new"), status }, null);

describe("statuses", () => {
  test.each([
    ["new", "received"],
    ["funded", "inFlight"],
    ["processing", "inFlight"],
    ["complete", "settled"],
    ["cancelled", "cancelled"],
    ["failed", "failed"],
  ])("%s is seen as %s", (word, seen) => {
    expect(withStatus(word)).toMatchObject({ status: seen, providerStatus: word });
  });

  test("that is all of the table", () => {
    expect(Object.keys(STATUSES)).toEqual(["new", "funded", "processing", "complete", "cancelled", "failed"]);
  });

  test.each(["paid", "unpaid", "canceled", "active", "Complete", "constructor", ""])("%j is shown as it is, and means nothing", (word) => {
    expect(withStatus(word)).toMatchObject({ status: "unrecognised", providerStatus: word, failure: null });
    expect(statusText(STATUSES, word)).toContain(`"${word}"`);
  });
});

describe("a payout", () => {
  test("that is complete shows amount, number, transaction and how deep it lies", () => {
    expect(observationOf(payoutIn("payout-complete"), "evi_1")).toEqual({
      providerPayoutId: "8kR2vQd7LwXc5hTn3YpFzA",
      payoutNumber: "CF7K3M9Q2X4B8T",
      status: "settled",
      providerStatus: "complete",
      at: "2026-03-02T14:03:11.000Z",
      amount: money(12550n, "EUR"),
      fee: null,
      failure: null,
      rail: "On-chain, BTC, 6 confirmations",
      traceId: "4f1c9a3b6e0d2785c1a7f49b3e6d80524f1c9a3b6e0d2785c1a7f49b3e6d8052",
      evidenceId: "evi_1",
    });
  });

  test("whose amount came as text is read to the digit, and knows when it was asked for", () => {
    expect(observationOf(payoutIn("payout-new"), null)).toMatchObject({
      amount: money(4000n, "USD"),
      at: "2026-03-02T10:12:07.211Z",
      rail: null,
      traceId: null,
    });
  });

  test("in ether keeps eighteen decimals; of two transactions the later one leads, and of two coins none is named", () => {
    expect(observationOf(payoutIn("payout-processing-in-ether"), null)).toMatchObject({
      amount: money(123_456_789_012_345_678n, "ETH"),
      rail: "On-chain",
      traceId: "0x9999aaaa2222bbbb3333cccc4444dddd5555eeee6666ffff7777888899991111",
      at: "2026-03-02T14:02:30.000Z",
    });
  });

  test("that failed keeps BitPay's words, and gets no reason made up", () => {
    expect(observationOf(payoutIn("payout-failed"), null)).toMatchObject({
      status: "failed",
      amount: money(900n, "JPY"),
      failure: { reason: "unknown", providerCode: "23", message: "The wallet could not be reached" },
    });
  });

  test("is not hidden by members of a strange shape", () => {
    const strange = { id: "x", status: "new", amount: "1e99", currency: 7, transactions: [{ txid: 5 }, null], exchangeRates: [], code: {} };
    expect(observationOf(Payout.parse(strange), null)).toMatchObject({
      providerPayoutId: "x",
      status: "received",
      amount: null,
      traceId: null,
    });
  });
});

describe("amounts are read exactly or not at all", () => {
  test.each([
    ["0.1", "EUR", money(10n, "EUR")],
    ["900", "JPY", money(900n, "JPY")],
    ["0.00000001", "BTC", money(1n, "BTC")],
    ["1e-8", "BTC", money(1n, "BTC")],
    ["0.000000000000000001", "ETH", money(1n, "ETH")],
    ["90071992547409.93", "USD", money(9_007_199_254_740_993n, "USD")],
    ["0.5", "JPY", null],
    ["0.001", "EUR", null],
    ["1", "SHIB", null],
  ] as const)("%s %s", (text, currency, expected) => {
    expect(moneyOf(new NumberLiteral(text), currency)).toEqual(expected);
  });
});

describe("recipients", () => {
  test.each([
    ["invited", "needsReceiver"],
    ["unverified", "needsReceiver"],
    ["verified", "needsReceiver"],
    ["active", "ready"],
    ["paused", "pending"],
    ["removed", "refused"],
  ])("%s is %s, and says whose move it is unless nobody's", (status, expected) => {
    const enrolment = enrolmentOf(Recipient.parse({ id: "r", status }));
    expect(enrolment).toMatchObject({ providerReceiverId: "r", providerAccountId: null, status: expected, providerStatus: status });
    expect(enrolment.nextStep === null).toBe(status === "active");
  });

  test("that is all of the table, and another word is not ready", () => {
    expect(Object.keys(RECIPIENT_STATUSES)).toEqual(["invited", "unverified", "verified", "active", "paused", "removed"]);
    expect(enrolmentOf({ id: "r", status: "toString" })).toMatchObject({
      status: "pending",
      nextStep: expect.stringContaining('"toString"'),
    });
  });
});

describe("what is a refusal", () => {
  const problem = (code: string | null, message = "No.", params: string[] = []) => ({ code, message, params });

  test.each([
    ["010001", 404],
    ["010002", 400],
    ["010003", 422],
    ["010007", 400],
    ["010000", 400],
    [null, 400],
    ["010002", 200],
    ["010003", 200],
  ])("code %s over HTTP %i", (code, status) => {
    expect(refusalOf(problem(code), status)).toMatchObject({ providerCode: code ?? "400" });
  });

  test.each([
    ["010000", 200],
    [null, 200],
    ["010002", 500],
    ["010002", 503],
    ["010007", 409],
    ["010002", 408],
    ["010002", 429],
  ])("and is not: code %s over HTTP %i", (code, status) => {
    expect(refusalOf(problem(code), status)).toBeNull();
  });

  test("a list of wrong members refuses over 200 as well", () => {
    expect(refusalOf(problem(null, "must be a number", ["amount"]), 200)).toMatchObject({ reason: "amountInvalid" });
  });

  test.each([
    ["Recipient is not active", 400, "receiverNotReady"],
    ["shopperId not found", 404, "receiverNotReady"],
    ["Insufficient ledger balance", 400, "insufficientFunds"],
    ["amount below minimum", 400, "amountInvalid"],
    ["email is malformed", 400, "accountInvalid"],
    ["Ledger currency is required", 400, "instructionInvalid"],
    ["Not for you", 403, "restricted"],
  ])("%s (%i) is told as %s", (message, status, reason) => {
    expect(refusalOf(problem("010002", message), status)).toMatchObject({ reason, message });
  });
});
