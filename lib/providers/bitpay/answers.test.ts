import { describe, expect, test } from "vitest";
import type { Answered } from "../contract/faults";
import type { Exchange } from "../contract/transport";
import { isAboutCredentials, isDone, isNotFound, problemIn, readAnswer } from "./answers";
import { answer, fixture, LOST, NEVER_LEFT, NOW } from "./fake-wire";
import { Payout, Payouts } from "./wire";

function answered(status: number, body: unknown): Answered {
  const exchange = answer(status, body);
  if (exchange.kind !== "answered") throw new Error("It is no answer.");
  return exchange;
}

describe("BitPay's three ways to say no", () => {
  test.each([
    ["error-coded", { code: "010002", message: "Invalid params: amount is below the minimum", params: [] }],
    ["error-in-message", { code: "020001", message: "Payout not found", params: [] }],
    ["error-text", { code: null, message: "Invalid token", params: [] }],
    ["error-listed", { code: null, message: "must be a number amount; is missing ledgerCurrency", params: ["amount", "ledgerCurrency"] }],
  ])("%s is read, over whatever HTTP status", (name, problem) => {
    for (const status of [200, 400, 404, 422]) {
      expect(problemIn(answered(status, fixture(name)))).toEqual(problem);
      expect(readAnswer(answered(status, fixture(name)), Payout, NOW)).toMatchObject({ kind: "problem", problem });
    }
  });

  test("a code that lost its leading zero as a number gets it back", () => {
    expect(problemIn(answered(400, { status: "error", code: 10002, error: "No." }))).toMatchObject({ code: "010002" });
  });

  test("an error that is an object tells its message", () => {
    expect(problemIn(answered(400, { error: { type: "x", message: "No." } }))).toMatchObject({ message: "No." });
  });
});

describe("a success", () => {
  test.each([
    ["with its envelope", fixture("payout-complete")],
    ["without", { id: "a", status: "new" }],
    ["whose error is empty", { data: { id: "a", status: "new" }, error: null, errors: [] }],
  ])("is read %s", (_, body) => {
    expect(readAnswer(answered(200, body), Payout, NOW)).toMatchObject({ kind: "read" });
  });

  test("of nothing but a list is a list, empty or not", () => {
    expect(readAnswer(answered(200, fixture("payout-list")), Payouts, NOW)).toMatchObject({ kind: "read", value: [{}, {}] });
    expect(readAnswer(answered(200, { data: [] }), Payouts, NOW)).toMatchObject({ kind: "read", value: [] });
  });

  test.each([
    [200, ""],
    [200, "no JSON"],
    [200, "<html></html>"],
    [200, { data: { id: "a" } }],
    [200, { data: null }],
    [404, "<html>Not found</html>"],
    [302, ""],
    [502, "<html></html>"],
  ])("is not %i with %j", (status, body) => {
    expect(readAnswer(answered(status, body), Payout, NOW)).toMatchObject({ kind: "unavailable" });
    expect(problemIn(answered(status, body))).toBeNull();
  });

  test("is said in so many words where there is nothing to show", () => {
    expect(isDone(answered(200, fixture("success-empty")))).toBe(true);
    for (const exchange of [answered(200, {}), answered(500, fixture("success-empty")), answered(200, fixture("error-text"))]) {
      expect(isDone(exchange)).toBe(false);
    }
    expect(isDone(LOST)).toBe(false);
  });
});

describe("faults", () => {
  test.each<[Exchange, string]>([
    [LOST, "timeout"],
    [NEVER_LEFT, "unreachable"],
    [answer(429, { error: "Too many requests" }), "rateLimited"],
    [answer(503, { error: "Service unavailable" }), "unavailable"],
    [answer(500, { error: "Something" }), "unavailable"],
    [answer(500, { error: "Invalid token" }), "unauthorised"],
    [answer(500, { error: "Invalid signature" }), "unauthorised"],
    [answer(400, { error: "This endpoint does not support the `merchant` facade" }), "unauthorised"],
    [answer(200, { error: "Something" }), "unexpected"],
  ])("%o", (exchange, kind) => {
    expect(readAnswer(exchange, Payout, NOW)).toMatchObject({ fault: { kind } });
  });
});

test.each([
  ["Invalid token", true],
  ["Invalid signature", true],
  ["Unauthorized sin", true],
  ["Missing token", true],
  ["Invalid params", false],
  ["Recipient token is fine, amount is not", false],
])("%s: about credentials is %s", (message, expected) => {
  expect(isAboutCredentials({ code: null, message, params: [] })).toBe(expected);
});

test("not found is what the code says, and the HTTP status only where there is no code", () => {
  const of = (status: number, body: unknown) => {
    const exchange = answered(status, body);
    const problem = problemIn(exchange);
    return problem !== null && isNotFound(problem, exchange);
  };
  expect(of(400, fixture("error-in-message"))).toBe(true);
  expect(of(404, { error: "Object not found" })).toBe(true);
  expect(of(404, fixture("error-coded"))).toBe(false);
  expect(of(400, { error: "Object not found" })).toBe(false);
});
