import { describe, expect, test } from "vitest";
import { PAYOUT_STATES } from "./lifecycle";
import { STANDING_WORDS, STANDINGS, standingOf } from "./standing";

describe("how a payout stands, for those outside", () => {
  test("is called paid in one state alone, and not while anything contradicts it", () => {
    const paid = PAYOUT_STATES.filter((state) => STANDING_WORDS[standingOf({ state, contradiction: null })].headline === "Paid");
    expect(paid).toEqual(["settled"]);
    expect(PAYOUT_STATES.map((state) => standingOf({ state, contradiction: "The provider says otherwise." }))).toEqual(
      PAYOUT_STATES.map(() => "contradicted"),
    );
  });

  test("is not called unpaid where it may have been paid", () => {
    for (const state of ["dispatching", "unconfirmed"] as const) {
      expect(STANDING_WORDS[standingOf({ state, contradiction: null })].headline).toBe("Not confirmed as paid");
    }
    expect(STANDING_WORDS.contradicted.headline).toBe("Not certain");
  });

  test("does not tell what holds a payout back, nor whether anybody has decided on it", () => {
    expect(standingOf({ state: "held", contradiction: null })).toBe(standingOf({ state: "awaitingApproval", contradiction: null }));
    const told = STANDINGS.map((standing) => Object.values(STANDING_WORDS[standing]).join(" ")).join(" ");
    expect(told).not.toMatch(/approv|checker|hold|held|policy|reject/i);
  });
});
