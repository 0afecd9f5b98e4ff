import { describe, expect, test } from "vitest";
import executed from "./fixtures/payout-executed.json";
import failed from "./fixtures/payout-failed.json";
import returned from "./fixtures/payout-returned.json";
import invalidParameters from "./fixtures/problem-invalid-parameters.json";
import keyReuse from "./fixtures/problem-key-reuse.json";
import { addressOf, FAILURES, failureOf, observationOf, refusalOf } from "./mapping";
import { Payout, Problem } from "./wire";

const SEEN = { traceId: "trace", evidenceId: "e" };

describe("a payout as TrueLayer shows it", () => {
  test("executed is settled, with the exact amount, the time letter for letter, and its id in one spelling", () => {
    expect(observationOf(Payout.parse(executed), SEEN)).toEqual({
      providerPayoutId: "0b8e2c61-5e0f-4d0b-9f6e-2c3f3d1b7a55",
      payoutNumber: null,
      status: "settled",
      providerStatus: "executed",
      at: "2026-03-01T10:00:01.5Z",
      amount: { minor: 1250n, currency: "GBP" },
      fee: null,
      failure: null,
      rail: "internal_transfer",
      ...SEEN,
    });
  });

  test("failed after it was executed is returned, whatever the reason's name", () => {
    expect(observationOf(Payout.parse(returned), SEEN)).toMatchObject({
      status: "returned",
      providerStatus: "failed",
      at: "2026-03-03T08:00:00Z",
      amount: { minor: 9007199254740991n, currency: "EUR" },
      failure: { reason: "accountInvalid", providerCode: "account_not_valid" },
    });
  });

  test("failed before that is failed; a currency that we do not pay in gives no amount", () => {
    expect(observationOf(Payout.parse(failed), SEEN)).toMatchObject({
      status: "failed",
      amount: null,
      failure: { reason: "insufficientFunds" },
    });
  });

  test("pending and authorized tell the time that they have", () => {
    const base = { ...executed, executed_at: undefined };
    expect(observationOf(Payout.parse({ ...base, status: "authorized" }), SEEN)).toMatchObject({
      status: "inFlight",
      at: executed.authorized_at,
    });
    expect(observationOf(Payout.parse({ ...base, status: "pending" }), SEEN)).toMatchObject({
      status: "received",
      at: executed.created_at,
    });
  });

  test("a status that no documentation names is unrecognised, and shown verbatim", () => {
    expect(observationOf(Payout.parse({ ...executed, status: "toString" }), SEEN)).toMatchObject({
      status: "unrecognised",
      providerStatus: "toString",
    });
  });

  test("an amount that a number cannot hold exactly is not read at all", () => {
    expect(Payout.safeParse({ ...executed, amount_in_minor: Number.MAX_SAFE_INTEGER + 2 }).success).toBe(false);
    expect(Payout.safeParse({ ...executed, amount_in_minor: 12.5 }).success).toBe(false);
  });
});

describe("reasons", () => {
  test("are read from an open set", () => {
    for (const code of Object.keys(FAILURES)) expect(failureOf(code)).toMatchObject({ providerCode: code });
    expect(failureOf("constructor")).toMatchObject({ reason: "unknown", providerCode: "constructor" });
    expect(failureOf(null)).toEqual({ reason: "unknown", providerCode: "", message: "" });
  });

  test("a documented error refuses, by the fragment of its address", () => {
    const refusal = { reason: "accountInvalid", providerCode: "invalid-parameters" };
    const elsewhere = { ...invalidParameters, type: "https://docs.truelayer.com/docs/error-types#invalid-parameters" };
    expect(refusalOf(Problem.parse(invalidParameters))).toMatchObject(refusal);
    expect(refusalOf(Problem.parse(elsewhere))).toMatchObject(refusal);
    expect(refusalOf(Problem.parse(invalidParameters))?.message).toBe(
      "Something in the body is wrong. beneficiary.account_identifier.iban: is not an IBAN",
    );
  });

  test("a reused key refuses nothing: something was booked under it", () => {
    expect(refusalOf(Problem.parse(keyReuse))).toBeNull();
    expect(refusalOf(Problem.parse({}))).toBeNull();
    expect(refusalOf(Problem.parse({ type: "about:blank" }))).toBeNull();
  });
});

test("of several accounts the UK form is taken, and one that is none of ours is passed over", () => {
  const iban = { type: "iban", iban: "GB33BUKB20201555555555" };
  const scan = { type: "sort_code_account_number", sort_code: "202015", account_number: "55555555" };
  expect(addressOf([iban, scan])).toEqual({ kind: "sortCode", sortCode: "202015", accountNumber: "55555555" });
  expect(addressOf([{ type: "nrb" }, iban])).toEqual({ kind: "iban", iban: "GB33BUKB20201555555555" });
  expect(addressOf([{ type: "iban", iban: "GB00NOPE" }])).toBeNull();
});
