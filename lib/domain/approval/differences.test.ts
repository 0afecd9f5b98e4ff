import { describe, expect, test } from "vitest";
import { money } from "@/lib/base/money";
import { differences, type ReceiverPast } from "./differences";

const at = new Date("2026-11-01T10:00:00Z");
const USUAL: ReceiverPast = {
  loop: "open",
  paidTimes: 12,
  lastPaidAt: at,
  usual: { median: money(12_000n, "EUR"), times: 12 },
  account: { isPaidBefore: true, addedAt: at, changedSincePaidAt: null },
  twins: [],
};
const kinds = (minor: bigint, past: Partial<ReceiverPast>) =>
  differences(money(minor, "EUR"), { ...USUAL, ...past }).map(({ kind }) => kind);

describe("what differs from a receiver's history", () => {
  test("nothing, when it is like those before", () => {
    expect(kinds(12_500n, {})).toEqual([]);
  });

  test("a first payout is said once, not as a new account as well", () => {
    const account = { isPaidBefore: false, addedAt: at, changedSincePaidAt: null };
    expect(kinds(12_500n, { paidTimes: 0, lastPaidAt: null, usual: null, account })).toEqual(["firstPayout"]);
  });

  test("sending money back where it came from for the first time is nothing unusual", () => {
    expect(kinds(12_500n, { loop: "closed", paidTimes: 0, lastPaidAt: null, usual: null, account: null })).toEqual([]);
  });

  test("an account of a known receiver that was never paid", () => {
    expect(kinds(12_500n, { account: { isPaidBefore: false, addedAt: at, changedSincePaidAt: null } })).toEqual(["accountNew"]);
  });

  test("an account that was changed since it was last paid comes first", () => {
    const account = { isPaidBefore: true, addedAt: at, changedSincePaidAt: at };
    expect(kinds(90_000n, { account })).toEqual(["accountChanged", "amountAbove"]);
  });

  test("an amount from twice the median on, and only over enough payouts", () => {
    expect(kinds(23_999n, {})).toEqual([]);
    expect(kinds(24_000n, {})).toEqual(["amountAbove"]);
    expect(kinds(90_000n, { usual: { median: money(12_000n, "EUR"), times: 2 } })).toEqual([]);
  });

  test("the same amount to the same receiver, newest first", () => {
    const twins = [
      { number: "CF2", at, isPaid: false },
      { number: "CF1", at, isPaid: true },
    ];
    expect(differences(money(12_500n, "EUR"), { ...USUAL, twins })).toEqual([{ kind: "sameAmount", number: "CF2", at, isPaid: false }]);
  });
});
