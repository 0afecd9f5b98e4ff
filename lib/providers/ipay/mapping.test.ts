import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { readExactJson } from "@/lib/base/exact-json";
import { money } from "@/lib/base/money";
import { statusText } from "../contract/status";
import { failureOf, observationOf, STATUSES } from "./mapping";
import { ERROR_CODES, failureOfProblem, reasonOfCode, refusalOfPayout } from "./refusals";
import { OnePayout, Payout, PayoutList, Problem } from "./wire";

const fixture = (name: string) => readExactJson(readFileSync(path.join(import.meta.dirname, "fixtures", `${name}.json`), "utf8"));
const successful = OnePayout.parse(fixture("payout-successful")).payload;
const failed = OnePayout.parse(fixture("payout-failed")).payload;
const payoutOf = (json: string) => Payout.parse(readExactJson(json));
const seen = (json: string) => observationOf(payoutOf(json), { evidenceId: null });

describe("a payout as Ipay shows it", () => {
  test("is read whole: gross, fee, our number, and when its bookings ended", () => {
    expect(observationOf(successful, { evidenceId: "e" })).toEqual({
      providerPayoutId: "4b1f6a02-7c55-4e83-9b1c-20d3c8a7e611",
      payoutNumber: "CF7K3M9Q2X4B8T",
      status: "settled",
      providerStatus: "successful",
      at: "1772442300512",
      amount: money(2500n, "AUD"),
      fee: money(150n, "AUD"),
      failure: null,
      rail: null,
      traceId: "30017744",
      evidenceId: "e",
    });
  });

  test("a fee is taken out of the amount: gross is net and fee together", () => {
    const [sent] = (successful.transactions ?? []).filter((one) => one?.transaction_type === "payout");
    const { amount, fee } = observationOf(successful, { evidenceId: null });
    expect((amount?.minor ?? 0n) - (fee?.minor ?? 0n)).toBe(-(sent?.amount ?? 0n));
  });

  test("before it is booked the announced fee counts, and a row of the list has none", () => {
    expect(observationOf(failed, { evidenceId: null }).fee).toEqual(money(40n, "CAD"));
    const [row] = PayoutList.parse(fixture("payout-list")).payload;
    if (!row) throw new Error("The fixture has no row.");
    expect(observationOf(row, { evidenceId: null })).toMatchObject({ status: "received", amount: money(7700n, "NZD"), fee: null });
  });

  test.each([
    ["awaiting", "needsAction"],
    ["pending", "received"],
    ["unassessed", "received"],
    ["in_progress", "inFlight"],
    ["successful", "settled"],
    ["cancelled", "cancelled"],
    ["failed", "failed"],
    ["successful_pending_kyc", "needsAction"],
  ])("%s is %s, however it is spelled", (word, status) => {
    const code = [
      "awaiting",
      "pending",
      "unassessed",
      "in_progress",
      "successful",
      "cancelled",
      "failed",
      "successful_pending_kyc",
    ].indexOf(word);
    for (const spelling of [word, word.toUpperCase(), word.replaceAll("_", " ").toUpperCase(), String(code)]) {
      expect(seen(`{"id":"p","status":"${spelling}"}`)).toMatchObject({ status, providerStatus: spelling });
    }
    expect(seen(`{"id":"p","status":${code}}`)).toMatchObject({ status });
    expect(statusText(STATUSES, word)).toMatch(/^[A-Z].+\.$/);
  });

  test.each(["8", "complete", "accepted", "constructor", "success", "", "-1"])("%s is no status that we know", (word) => {
    expect(seen(`{"id":"p","status":"${word}"}`)).toMatchObject({ status: "unrecognised", providerStatus: word });
  });

  test("the upstream provider's status is never read", () => {
    const stale = '"payout_data":{"status":"SUCCESSFUL","accepted":true}';
    expect(seen(`{"id":"p","status":"pending",${stale}}`)).toMatchObject({ status: "received" });
    expect(seen(`{"id":"p","status":"successful","payout_data":{"status":"FAILED"}}`)).toMatchObject({ status: "settled", failure: null });
  });

  test.each([
    ["2500", 2500n],
    ['"2500"', 2500n],
    ["9007199254740993", 9007199254740993n],
    ['"900719925474099301"', 900719925474099301n],
    ["25.00", null],
    ['"25.00"', null],
    ["2.5e3", null],
    ['"much"', null],
    ["null", null],
  ])("an amount of %s is %s minor units, or none", (literal, minor) => {
    expect(seen(`{"id":"p","status":"pending","asset":"AUD","amount":${literal}}`).amount?.minor ?? null).toBe(minor);
  });

  test("what is strange about a payout does not hide its id and status", () => {
    const strange =
      '{"id":"p","status":"successful","asset":7,"amount":{},"fee_data":"x","payout_data":[],"transactions":{"a":1},"created_at":false}';
    expect(seen(strange)).toMatchObject({ providerPayoutId: "p", status: "settled", amount: null, fee: null, at: null });
  });

  test("a booking that cannot be read leaves the fee unknown", () => {
    expect(seen('{"id":"p","status":"successful","asset":"AUD","transactions":[{"transaction_type":"fee","amount":"x"}]}').fee).toBeNull();
  });
});

describe("a failure", () => {
  test.each([
    ["transaction_is_duplicated", "duplicate"],
    ["receiver_is_invalid", "accountInvalid"],
    ["sender_is_invalid", "restricted"],
  ])("%s says %s", (flag, reason) => {
    const payout = payoutOf(`{"id":"p","status":"failed","payout_data":{"${flag}":true,"errors":null}}`);
    expect(failureOf(payout)).toEqual({ reason, providerCode: flag, message: "" });
  });

  test("keeps Ipay's own words, whatever their shape", () => {
    expect(observationOf(failed, { evidenceId: null }).failure).toEqual({
      reason: "accountInvalid",
      providerCode: "receiver_is_invalid",
      message: '["receiver account rejected upstream"]',
    });
    const failure = (errors: string) => failureOf(payoutOf(`{"id":"p","status":"failed","payout_data":{"errors":${errors}}}`));
    expect(failure('"bank closed"')).toEqual({ reason: "unknown", providerCode: "", message: "bank closed" });
    expect(failure('[{"code":"PAYO201","message":"Receiver not found"}]')).toMatchObject({
      reason: "instructionInvalid",
      providerCode: "PAYO201",
    });
    expect(failure('{"code":"ODD900"}')).toEqual({ reason: "unknown", providerCode: "ODD900", message: '{"code":"ODD900"}' });
    expect(failure("[]")).toEqual({ reason: "unknown", providerCode: "", message: "" });
  });

  test("is looked for in failed payouts only", () => {
    expect(seen('{"id":"p","status":"pending","payout_data":{"receiver_is_invalid":true}}').failure).toBeNull();
  });
});

describe("an error code", () => {
  const problem = (code: string, message = "its own words") => Problem.parse({ message: "Failed", error: [{ code, message }] });

  test.each([
    ["PAYO101", "instructionInvalid"],
    ["PAYO201", "instructionInvalid"],
    ["REAC211", "instructionInvalid"],
    ["REVR101", "instructionInvalid"],
    ["REVR102", "instructionInvalid"],
    ["REVR103", "instructionInvalid"],
    ["REVR104", "credentialsRefused"],
    ["REVR105", "instructionInvalid"],
    ["REVR201", "duplicate"],
    ["REVR202", "credentialsRefused"],
    ...[203, 204, 205, 206, 207, 208, 210, 211, 212, 213, 214, 215, 216, 217, 218, 219, 220, 221, 222].map((number): [string, string] => [
      `REVR${number}`,
      "instructionInvalid",
    ]),
    ["SUBA101", "credentialsRefused"],
    ["SIM-PAYO-BALANCE", "insufficientFunds"],
    ["SIM-PAYO-ACCOUNT", "accountInvalid"],
    ["SIM-PAYO-KYC", "receiverNotReady"],
    ["SIM-PAYO-AMOUNT", "amountInvalid"],
  ])("%s means %s, with the code and the words kept", (code, reason) => {
    expect(failureOfProblem(problem(code))).toEqual({ reason, providerCode: code, message: expect.stringContaining("its own words") });
  });

  test("REVR209 stands in no list", () => {
    expect(Object.keys(ERROR_CODES)).not.toContain("REVR209");
    expect(reasonOfCode("constructor")).toBeNull();
  });

  test("of a known family passes through with its text, though its number is unknown", () => {
    expect(refusalOfPayout(problem("PAYO299", "Currency is not allowed"))).toEqual({
      reason: "instructionInvalid",
      providerCode: "PAYO299",
      message: "Failed - PAYO299: Currency is not allowed",
    });
  });

  test.each([
    ["PAYO301", "of a family that nobody documents"],
    ["ERR500", "of no family"],
    ["PAYO2011", "with a digit too many"],
    ["PAYO299", "Transaction is duplicated"],
    ["PAYO201", "This reference already exists"],
  ])("%s, %s: no proof that nothing was paid", (code, words) => {
    expect(refusalOfPayout(problem(code, words))).toBeNull();
  });

  test("one code that proves nothing spoils the proof of the others", () => {
    const error = [
      { code: "PAYO201", message: "no" },
      { code: "X", message: "no" },
    ];
    expect(refusalOfPayout(Problem.parse({ message: "Failed", error }))).toBeNull();
  });

  test("several complaints are kept together", () => {
    expect(failureOfProblem(Problem.parse(fixture("error-receiver-fields"))).message).toMatch(
      /REVR208: Address is required - REVR215: First name/,
    );
  });
});
