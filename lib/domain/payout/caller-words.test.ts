import { describe, expect, test } from "vitest";
import { callerWords } from "./caller-words";
import { FAILURE_REASONS, isFailureReason } from "./failure";
import { isAtProvider, PAYOUT_STATES, type PayoutState } from "./lifecycle";
import { nextStep } from "./next-step";

const at = new Date("2026-11-20T10:00:00Z");
const FACTS = { submittedAt: at, sentAt: at, settledAt: at, stateAt: at, failureReason: null };
const OURS = { makerName: "Ada Maker", providerLabel: "Ivy", holdKind: null, nextCheckAt: null };
const REASONS = [null, ...Object.keys(FAILURE_REASONS).filter(isFailureReason)];

const said = (state: PayoutState, failureReason: (typeof REASONS)[number] = null) =>
  callerWords({ ...FACTS, state, failureReason })
    .say.filter((part) => typeof part === "string")
    .join("");

describe("what may be read out", () => {
  test("is a whole sentence in every state, with something that must not be said", () => {
    for (const state of PAYOUT_STATES) {
      expect(said(state), state).toMatch(/^[A-Z].*\.$/s);
      expect(callerWords({ ...FACTS, state }).neverSay.length, state).toBeGreaterThan(1);
    }
  });

  test("names nobody here and no provider, whatever went wrong", () => {
    for (const state of PAYOUT_STATES)
      for (const reason of REASONS) expect(said(state, reason)).not.toMatch(/Ada|Ivy|checker|freeze|frozen|fraud|code/i);
  });

  test("never calls failed what may have been paid", () => {
    for (const state of PAYOUT_STATES.filter(isAtProvider)) expect(said(state)).not.toMatch(/fail|not arrive|not be sent|came back/i);
  });

  test("promises no arrival before it is paid", () => {
    for (const state of PAYOUT_STATES.filter((one) => one !== "settled")) expect(said(state)).not.toMatch(/was paid on/);
  });
});

test("every state has a next step and somebody whose it is", () => {
  for (const state of PAYOUT_STATES)
    for (const failureReason of REASONS) {
      const { whose, step } = nextStep({ ...OURS, state, failureReason });
      expect(whose).not.toBe("");
      expect(step).toMatch(/\.$/);
    }
});
