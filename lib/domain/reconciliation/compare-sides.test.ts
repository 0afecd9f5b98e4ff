import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addMs, DAY_MS } from "@/lib/base/time";
import { PAYOUT_STATES, type PayoutState } from "@/lib/domain/payout/lifecycle";
import type { SeenStatus } from "@/lib/domain/payout/observe";
import { type Comparison, compareSides, GRACE_MS, type Outcome } from "./compare-sides";
import { differenceOf, isOutHere, isOutThere, type OurSide, type TheirSide } from "./sides";

const NOW = new Date("2026-11-27T12:00:00Z");
const LONG_AGO = addMs(NOW, -DAY_MS);
const STATUSES: readonly SeenStatus[] = [
  "received",
  "inFlight",
  "settled",
  "failed",
  "cancelled",
  "returned",
  "needsAction",
  "unrecognised",
];

function ours(change: Partial<OurSide> = {}): OurSide {
  const amount = { minor: 1_250n, currency: "EUR" } as const;
  return { payoutId: "po_1", number: "CF000000000001", providerPayoutId: "p-1", state: "settled", amount, stateAt: LONG_AGO, ...change };
}

function theirs(change: Partial<TheirSide> = {}): TheirSide {
  const amount = { minor: 1_250n, currency: "EUR" } as const;
  return {
    providerPayoutId: "p-1",
    payoutNumber: "CF000000000001",
    status: "settled",
    providerStatus: "paid",
    amount,
    at: null,
    ...change,
  };
}

function compare(mine: readonly OurSide[], records: readonly TheirSide[], change: Partial<Comparison> = {}) {
  return compareSides({ ours: mine, theirs: records, testNumbers: new Set(), since: LONG_AGO, lists: "everything", now: NOW, ...change });
}

const say = (outcome: Outcome | undefined) =>
  outcome?.kind === "finding" ? outcome.finding : outcome?.kind === "explained" ? outcome.reason : outcome?.kind;

describe("one payout, two sides", () => {
  test.each([
    ["the same on both", {}, {}, "matched"],
    ["still on its way on both", { state: "inFlight" }, { status: "received" }, "matched"],
    ["failed on both", { state: "failed" }, { status: "failed" }, "matched"],
    ["refused here, failed there", { state: "refused" }, { status: "failed" }, "matched"],
    ["found by number before its id is known", { providerPayoutId: null, state: "inFlight" }, { status: "inFlight" }, "matched"],
    ["found by id where the list carries no number", {}, { payoutNumber: null }, "matched"],
    ["another amount", {}, { amount: { minor: 1_251n, currency: "EUR" } }, "amountDiffers"],
    ["another currency", {}, { amount: { minor: 1_250n, currency: "GBP" } }, "currencyDiffers"],
    ["no amount on the list", {}, { amount: null }, "matched"],
    ["settled here, failed there", {}, { status: "failed" }, "stateDiffers"],
    ["failed here, paid there", { state: "failed" }, { status: "settled" }, "stateDiffers"],
    ["thought absent and to be sent again, yet there", { state: "approved" }, { status: "inFlight" }, "stateDiffers"],
    ["a webhook that never came", { state: "inFlight" }, { status: "settled" }, "stateDiffers"],
    ["a word that nobody knows", { state: "failed" }, { status: "unrecognised" }, "stateDiffers"],
    ["sent back, on both", { state: "returned" }, { status: "returned" }, "returned"],
    ["sent back before anybody looked", { state: "failed" }, { status: "returned" }, "returned"],
    ["sent back there, and nobody knows it here", {}, { status: "returned" }, "stateDiffers"],
    ["sent back here, and the list does not say so", { state: "returned" }, { status: "settled" }, "stateDiffers"],
  ] as const)("%s", (_, here, there, expected) => {
    expect(compare([ours(here)], [theirs(there)]).map(say)).toEqual([expected]);
  });

  test("what moved a moment ago may differ, but never what is called failed and is paid", () => {
    const stateAt = addMs(NOW, -GRACE_MS / 2);
    expect(compare([ours({ state: "inFlight", stateAt })], [theirs()]).map(say)).toEqual(["justMoved"]);
    expect(compare([ours({ state: "inFlight", stateAt })], []).map(say)).toEqual(["justMoved"]);
    expect(compare([ours({ state: "failed", stateAt })], [theirs()]).map(say)).toEqual(["stateDiffers"]);
  });

  test.each([
    ["settled", "missingAtProvider"],
    ["inFlight", "missingAtProvider"],
    ["unconfirmed", "inDoubt"],
    ["refused", "matched"],
    ["approved", "matched"],
    ["cancelled", "matched"],
    ["returned", "returned"],
  ] as const)("%s here and not on a whole list: %s", (state, expected) => {
    expect(compare([ours({ state })], []).map(say)).toEqual([expected]);
  });

  test("a list of what was executed says nothing of what is on its way", () => {
    expect(compare([ours({ state: "inFlight" })], [], { lists: "executedOnly" }).map(say)).toEqual(["notListedYet"]);
    expect(compare([ours({ state: "settled" })], [], { lists: "executedOnly" }).map(say)).toEqual(["missingAtProvider"]);
    expect(compare([ours({ state: "returned" })], [theirs()], { lists: "executedOnly" }).map(say)).toEqual(["returned"]);
  });

  test("two records under one number are the most serious, whatever became of them; one record on two pages is one", () => {
    expect(compare([ours()], [theirs(), theirs({ providerPayoutId: "p-2", status: "failed" })]).map(say)).toEqual(["twice"]);
    expect(compare([ours()], [theirs(), theirs()]).map(say)).toEqual(["matched"]);
  });

  test("a record that nobody made here is raised, unless it is the desk's own test", () => {
    const record = theirs({ providerPayoutId: "p-9", payoutNumber: "CF000000000009" });
    expect(compare([ours()], [theirs(), record]).map(say)).toEqual(["matched", "unknownAtDesk"]);
    expect(compare([], [{ ...record, at: "2026-11-20T00:00:00.123456Z" }]).map(say)).toEqual(["beforeDesk"]);
    expect(compare([], [{ ...record, at: String(LONG_AGO.getTime() - 1) }]).map(say)).toEqual(["beforeDesk"]);
    expect(compare([], [{ ...record, at: "some day" }]).map(say)).toEqual(["unknownAtDesk"]);
    expect(compare([], [record], { testNumbers: new Set(["CF000000000009"]) }).map(say)).toEqual(["testPayment"]);
  });
});

const money = fc.record({ minor: fc.bigInt({ min: 1n, max: 50n }), currency: fc.constantFrom("EUR" as const, "GBP" as const) });
const number = fc.integer({ min: 0, max: 11 }).map((place) => `CF${place}`);
const id = fc.integer({ min: 0, max: 11 }).map((place) => `p-${place}`);
const aPayout = fc.record({
  number,
  providerPayoutId: fc.option(id),
  state: fc.constantFrom(...PAYOUT_STATES),
  amount: money,
  stateAt: fc.integer({ min: 0, max: 2 * GRACE_MS }).map((ago) => addMs(NOW, -ago)),
});
const payouts = fc.uniqueArray(aPayout, { selector: ({ number: of }) => of, maxLength: 12 }).map((all) => {
  const taken = new Set<string | null>();
  return all.map((one) => {
    const providerPayoutId = taken.has(one.providerPayoutId) ? null : one.providerPayoutId;
    taken.add(providerPayoutId);
    return { ...one, payoutId: `po_${one.number}`, providerPayoutId };
  });
});
const records = fc.uniqueArray(
  fc.record({
    providerPayoutId: id,
    payoutNumber: fc.option(number),
    status: fc.constantFrom(...STATUSES),
    providerStatus: fc.constant("word"),
    amount: money,
    at: fc.constant(null),
  }),
  { selector: ({ providerPayoutId }) => providerPayoutId, maxLength: 12 },
);
const worlds = fc.record({
  mine: payouts,
  rows: records,
  testNumbers: fc.array(number).map((some) => new Set(some)),
  lists: fc.constantFrom("everything" as const, "executedOnly" as const),
});

describe("whatever the two sides hold", () => {
  test("every payout and every record ends in exactly one outcome", () => {
    fc.assert(
      fc.property(worlds, ({ mine, rows, ...rest }) => {
        const outcomes = compare(mine, rows, rest);
        expect(outcomes.flatMap((one) => (one.ours ? [one.ours.number] : [])).toSorted()).toEqual(mine.map((one) => one.number).toSorted());
        const seen = outcomes.flatMap((one) => one.theirs.map(({ providerPayoutId }) => providerPayoutId));
        expect(seen.toSorted()).toEqual(rows.map(({ providerPayoutId }) => providerPayoutId).toSorted());
      }),
    );
  });

  test("the differences add up to the difference of the sums, by currency, and a match differs by nothing", () => {
    fc.assert(
      fc.property(worlds, ({ mine, rows, ...rest }) => {
        const outcomes = compare(mine, rows, rest);
        for (const currency of ["EUR", "GBP"] as const) {
          const told = outcomes.reduce((sum, one) => sum + (differenceOf(one.ours, one.theirs).get(currency) ?? 0n), 0n);
          const of = (all: readonly { amount: { minor: bigint; currency: string } }[]) =>
            all.reduce((sum, { amount }) => (amount.currency === currency ? sum + amount.minor : sum), 0n);
          const there = of(rows.filter(({ status }) => isOutThere(status)));
          const here = of(mine.filter(({ state }: { state: PayoutState }) => isOutHere(state)));
          expect(told).toBe(there - here);
        }
        for (const one of outcomes) if (one.kind === "matched") expect(differenceOf(one.ours, one.theirs).size).toBe(0);
      }),
    );
  });

  test("money that is called not paid here and is out there is always a finding", () => {
    fc.assert(
      fc.property(worlds, ({ mine, rows, ...rest }) => {
        for (const one of compare(mine, rows, rest)) {
          const isPaidThere = one.theirs.some(({ status }) => isOutThere(status));
          if (one.ours && !isOutHere(one.ours.state) && one.ours.state !== "returned" && isPaidThere) expect(one.kind).toBe("finding");
        }
      }),
    );
  });
});
