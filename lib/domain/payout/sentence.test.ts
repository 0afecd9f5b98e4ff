import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { RejectionReason } from "@/lib/domain/approval/policy";
import { FAILURE_REASONS, isFailureReason } from "./failure";
import { HOLD_KINDS } from "./hold";
import { isFinal, PAYOUT_STATES, type PayoutState } from "./lifecycle";
import { payoutSentence, type SentenceFacts } from "./sentence";

const at = (time: string) => new Date(`2026-11-20T${time}:00Z`);

const FACTS: SentenceFacts = {
  state: "awaitingApproval",
  providerLabel: "TrueLayer",
  makerName: "Mara",
  neededCheckers: 1,
  approvedBy: [],
  rejection: null,
  stoppedBy: null,
  failureReason: null,
  holdReason: null,
  holdKind: null,
  attempts: 0,
  submittedAt: at("09:00"),
  stateAt: at("10:00"),
  settledAt: null,
  nextCheckAt: null,
  expiresAt: null,
};

/** Moments as [HH:MM], so that a test reads like the sentence. */
function read(facts: Partial<SentenceFacts>): string {
  return payoutSentence({ ...FACTS, ...facts })
    .map((part) => (typeof part === "string" ? part : `[${part.toISOString().slice(11, 16)}]`))
    .join("");
}

const approved = { neededCheckers: 1, approvedBy: ["Cleo"] };

describe("the sentence of each state says what happened, who acts next and until when", () => {
  const cases: readonly (readonly [Partial<SentenceFacts> & { state: PayoutState }, string])[] = [
    [{ state: "draft" }, "It is a draft: nothing is asked of anyone until Mara submits it."],
    [
      { state: "awaitingApproval" },
      "Mara made it on [09:00]; a checker other than Mara has to approve it, and no money moves before that.",
    ],
    [
      { state: "awaitingApproval", expiresAt: at("18:00") },
      "Mara made it on [09:00]; a checker other than Mara has to approve it by [18:00], and no money moves before that.",
    ],
    [
      { state: "awaitingApproval", neededCheckers: 2 },
      "Mara made it on [09:00]; 2 checkers other than Mara have to approve it, and no money moves before that.",
    ],
    [
      { state: "awaitingApproval", neededCheckers: 3, approvedBy: ["Cleo", "Chen"] },
      "Cleo and Chen approved it; one more checker has to approve it too, and no money moves before that.",
    ],
    [{ state: "approved", ...approved }, "Cleo approved it; Counterfoil hands it to TrueLayer in a moment."],
    [
      { state: "approved", neededCheckers: 0, nextCheckAt: at("10:05") },
      "The policy released it without a person; Counterfoil hands it to TrueLayer on [10:05] at the latest.",
    ],
    [
      { state: "approved", ...approved, attempts: 1, nextCheckAt: at("10:05") },
      "Cleo approved it, but TrueLayer did not take it at the last attempt, so no money moved; Counterfoil tries again on [10:05].",
    ],
    [
      { state: "held", ...approved, holdReason: "The merchant account has too little money.", nextCheckAt: at("11:00") },
      "It is approved but held back: the merchant account has too little money; Counterfoil looks at it again on [11:00].",
    ],
    [{ state: "held", ...approved }, "It is approved but held back; somebody has to release it, and no money moves before that."],
    [
      { state: "dispatching", ...approved, attempts: 1, nextCheckAt: at("10:01") },
      "It has been on its way to TrueLayer since [10:00]; if no answer has come by [10:01], Counterfoil looks it up.",
    ],
    [
      { state: "unconfirmed", ...approved, attempts: 1, nextCheckAt: at("10:05") },
      "TrueLayer did not say whether it took this payout, so it may have been paid; Counterfoil looks it up again on [10:05], and until it is known nobody should pay it another way.",
    ],
    [
      { state: "unconfirmed", ...approved, attempts: 1 },
      "TrueLayer did not say whether it took this payout, so it may have been paid; a person has to find out at the provider, and until it is known nobody should pay it another way.",
    ],
    [
      { state: "inFlight", ...approved, attempts: 1, nextCheckAt: at("10:30") },
      "TrueLayer accepted it on [10:00] and is paying it out; if no word comes, Counterfoil asks on [10:30].",
    ],
    [{ state: "settled", ...approved, settledAt: at("10:02") }, "TrueLayer reported it as paid on [10:02], and nothing is left to do."],
    [{ state: "discarded", stoppedBy: "Mara" }, "Mara withdrew it on [10:00], before any money moved."],
    [
      { state: "rejected", rejection: { by: "Cleo", reason: "wrongAmount" } },
      "Cleo rejected it on [10:00] (the amount is wrong); no money moved, and Mara may mend it.",
    ],
    [{ state: "expired" }, "Nobody decided on it in time and it lapsed on [10:00]; no money moved, and Mara may make it again."],
    [
      { state: "refused", ...approved, failureReason: "accountInvalid" },
      "TrueLayer refused it on [10:00], because the bank does not know this account, so no money moved; Mara has to correct the facts in a new payout.",
    ],
    [
      { state: "failed", ...approved, failureReason: "accountClosed" },
      "The money did not arrive: TrueLayer reported it as failed on [10:00], because the receiver's account is closed; the receiver has to act first, then Mara may make another.",
    ],
    [
      { state: "failed", ...approved, failureReason: null },
      "The money did not arrive: TrueLayer reported it as failed on [10:00]; somebody asks TrueLayer why before Mara makes another.",
    ],
    [{ state: "cancelled", stoppedBy: "Cleo" }, "Cleo cancelled it on [10:00], before it was paid, and nothing is left to do."],
    [{ state: "cancelled" }, "TrueLayer cancelled it on [10:00], before it was paid, and nothing is left to do."],
    [
      { state: "returned", settledAt: at("09:30"), failureReason: "returned" },
      "It was paid on [09:30], but the money came back on [10:00]; Mara has to correct the facts in a new payout.",
    ],
  ];

  test.each(cases)("%o", (facts, sentence) => {
    expect(read(facts)).toBe(sentence);
  });

  test("no state is left without a sentence", () => {
    expect(new Set(cases.map(([facts]) => facts.state))).toEqual(new Set(PAYOUT_STATES));
  });
});

const anyFacts = fc.record({
  neededCheckers: fc.integer({ min: 0, max: 3 }),
  approvedBy: fc.array(fc.constantFrom("Cleo", "Chen", "Ada"), { maxLength: 3 }),
  rejection: fc.option(
    fc.record({ by: fc.constant("Cleo"), reason: fc.constantFrom<RejectionReason | null>("wrongAmount", "notOwed", null) }),
  ),
  stoppedBy: fc.option(fc.constant("Mara")),
  failureReason: fc.option(fc.constantFrom(...Object.keys(FAILURE_REASONS).filter(isFailureReason))),
  holdKind: fc.option(fc.constantFrom(...HOLD_KINDS)),
  holdReason: fc.option(fc.constant("The merchant account has too little money.")),
  attempts: fc.integer({ min: 0, max: 4 }),
  settledAt: fc.option(fc.constant(at("09:30"))),
  nextCheckAt: fc.option(fc.constant(at("10:05"))),
  expiresAt: fc.option(fc.constant(at("18:00"))),
});

describe("whatever the facts", () => {
  test("what may have been paid is never said to have failed", () => {
    fc.assert(
      fc.property(anyFacts, fc.constantFrom<PayoutState>("unconfirmed", "dispatching", "inFlight"), (facts, state) => {
        expect(read({ ...facts, state })).not.toMatch(/fail|refus|did not arrive|no money moved|not paid/i);
      }),
    );
  });

  test("money is said not to have moved only in states before it left, or after a provider's clear no", () => {
    const sure: readonly PayoutState[] = ["awaitingApproval", "approved", "held", "discarded", "rejected", "expired", "refused"];
    fc.assert(
      fc.property(anyFacts, fc.constantFrom(...PAYOUT_STATES), (facts, state) => {
        if (/no money move/.test(read({ ...facts, state }))) expect(sure).toContain(state);
      }),
    );
  });

  test("it is one sentence: one full stop, at the end, and no two words run together", () => {
    fc.assert(
      fc.property(anyFacts, fc.constantFrom(...PAYOUT_STATES), (facts, state) => {
        const sentence = read({ ...facts, state });
        expect(sentence).toMatch(/^[A-Z][^.!]*\.$/);
        expect(sentence).not.toMatch(/ {2}|,,|;;|undefined|null/);
      }),
    );
  });

  test("a final state never promises that Counterfoil will look again", () => {
    fc.assert(
      fc.property(anyFacts, fc.constantFrom(...PAYOUT_STATES.filter(isFinal)), (facts, state) => {
        expect(read({ ...facts, state })).not.toContain("Counterfoil");
      }),
    );
  });
});
