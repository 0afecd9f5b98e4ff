import { describe, expect, test } from "vitest";
import { isConcerned, joinChanges, LiveChange } from "./live-change";

const change = (said: Partial<LiveChange>) => LiveChange.parse(said);

describe("changes told as one", () => {
  test("name each thing once, and whatever one of them said holds", () => {
    const joined = joinChanges(change({ payouts: ["a"], approvals: true }), change({ payouts: ["a", "b"], batches: ["x"] }));
    expect(joined).toEqual({ payouts: ["a", "b"], batches: ["x"], approvals: true });
  });

  test("mean all payouts where they would name too many, and go on meaning all", () => {
    const ids = Array.from({ length: 101 }, (_, place) => `p${place}`);
    const joined = joinChanges(change({ payouts: ids.slice(0, 60) }), change({ payouts: ids.slice(60) }));
    expect(joined.payouts).toBe("many");
    expect(joinChanges(joined, change({ payouts: ["a"] })).payouts).toBe("many");
  });
});

test("an answer is read again for what it is about and for nothing else", () => {
  const moved = change({ payouts: ["a"], batches: ["x"] });
  expect(isConcerned({ about: "payouts" }, moved)).toBe(true);
  expect(isConcerned({ about: "payout", id: "a" }, moved)).toBe(true);
  expect(isConcerned({ about: "payout", id: "b" }, moved)).toBe(false);
  expect(isConcerned({ about: "payout", id: "b" }, change({ payouts: "many" }))).toBe(true);
  expect(isConcerned({ about: "batch", id: "x" }, moved)).toBe(true);
  expect(isConcerned({ about: "approvals" }, moved)).toBe(false);
  expect(isConcerned({ about: "payouts" }, change({ batches: ["x"] }))).toBe(false);
});
