import { describe, expect, test } from "vitest";
import { money } from "@/lib/base/money";
import { DEMO_POLICY } from "@/lib/domain/approval/policy";
import { isDuplicate, needsReason, SENSE_RULES, type SenseFacts, type SenseRule, senseWarnings } from "./sense-rules";

const at = new Date("2026-11-01T10:00:00Z");
const eur = (minor: bigint) => money(minor, "EUR");
const twin = (isPaid: boolean, number = "CF1") => ({ number, at, isPaid, receiverName: "Anna Schmidt" });
const USUAL: SenseFacts = {
  loop: "open",
  amount: eur(12_500n),
  sameAmount: [],
  sameReference: [],
  paidTimes: 12,
  lastPaidAt: at,
  usual: { median: eur(12_000n), times: 12 },
  maker: { name: "Mia", usual: { median: eur(10_000n), times: 80 } },
  account: { isPaidBefore: true, addedAt: at, changedSincePaidAt: null },
  sharedWith: [],
};
const warn = (facts: Partial<SenseFacts>, limits = DEMO_POLICY.sense) => senseWarnings({ ...USUAL, ...facts }, limits);
const unpaid = { isPaidBefore: false, addedAt: at, changedSincePaidAt: null };

/** For each rule, facts by which it fires and facts close by at which it does not. */
const CASES: Readonly<Record<SenseRule, { fires: Partial<SenseFacts>; quiet: Partial<SenseFacts>; says: RegExp }>> = {
  accountChanged: {
    fires: { account: { isPaidBefore: true, addedAt: at, changedSincePaidAt: at } },
    quiet: {},
    says: /changed after it was last paid/,
  },
  sameAmount: { fires: { sameAmount: [twin(true)] }, quiet: {}, says: /same amount was paid to this receiver/ },
  sameReference: {
    fires: { sameReference: [twin(false)] },
    quiet: {},
    says: /same reference is on a payout to Anna Schmidt that is asked for/,
  },
  sameRow: { fires: { sameRow: "Line 3 asks for the same." }, quiet: { sameRow: null }, says: /^In its file: Line 3/ },
  accountShared: { fires: { sharedWith: ["Bruno", "Clara"] }, quiet: {}, says: /on file for Bruno and Clara\./ },
  firstPayout: { fires: { paidTimes: 0, account: unpaid }, quiet: { paidTimes: 0, loop: "closed", account: null }, says: /first payout/ },
  accountNew: { fires: { account: unpaid }, quiet: { paidTimes: 0, account: unpaid }, says: /never paid/ },
  amountAbove: { fires: { amount: eur(24_000n) }, quiet: { amount: eur(23_999n) }, says: /2 times the usual 120\.00 EUR/ },
  makerAbove: {
    fires: { amount: eur(100_000n), usual: null },
    quiet: { amount: eur(99_999n), usual: null },
    says: /10 times what Mia usually asks for: 100\.00 EUR/,
  },
};

test("what is like all before it is not warned of", () => {
  expect(warn({})).toEqual([]);
});

describe.each(Object.entries(CASES))("%s", (rule, { fires, quiet, says }) => {
  test("fires alone, with a sentence", () => {
    const warnings = warn(fires);
    expect(warnings.map((one) => one.rule)).toEqual([rule]);
    expect(warnings[0]?.sentence).toMatch(says);
  });

  test("does not fire close by", () => {
    expect(warn(quiet).map((one) => one.rule)).not.toContain(rule);
  });
});

test("the gravest comes first, whatever the facts", () => {
  const rules = warn({
    sameAmount: [twin(false)],
    amount: eur(500_000n),
    sharedWith: ["Bruno"],
    account: { ...unpaid, changedSincePaidAt: at },
  });
  expect(rules.map(({ rule }) => rule)).toEqual([
    "accountChanged",
    "sameAmount",
    "accountShared",
    "accountNew",
    "amountAbove",
    "makerAbove",
  ]);
});

test("few payouts make no habit", () => {
  expect(warn({ amount: eur(90_000n), usual: { median: eur(100n), times: 2 }, maker: { name: "Mia", usual: null } })).toEqual([]);
});

test("the thresholds are the policy's", () => {
  expect(warn({ amount: eur(13_000n) }, { ...DEMO_POLICY.sense, abovePercent: 105 }).map(({ rule }) => rule)).toEqual(["amountAbove"]);
});

test("a warning never blocks, unless policy wants a reason for what may be the same twice", () => {
  const strict = { ...DEMO_POLICY.sense, duplicateNeedsReason: true };
  expect(needsReason(warn({ sameAmount: [twin(true)] }), { ...strict, duplicateNeedsReason: false })).toBe(false);
  expect(needsReason(warn({ sameAmount: [twin(true)] }), strict)).toBe(true);
  expect(needsReason(warn({ sharedWith: ["Bruno"], amount: eur(900_000n) }), strict)).toBe(false);
  const duplicates = Object.keys(SENSE_RULES).filter((rule) => isDuplicate({ rule: rule as SenseRule }));
  expect(duplicates).toEqual(["sameAmount", "sameReference", "sameRow"]);
});

test("the same warning has the same subject, another twin has another", () => {
  expect(warn({ sameAmount: [twin(true)] })[0]?.subject).toBe(warn({ sameAmount: [twin(false)] })[0]?.subject);
  expect(warn({ sameAmount: [twin(true, "CF2")] })[0]?.subject).not.toBe(warn({ sameAmount: [twin(true)] })[0]?.subject);
});
