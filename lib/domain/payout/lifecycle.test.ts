import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isFinal, LIFECYCLE, next, PAYOUT_STATES, type PayoutEvent, type PayoutState } from "./lifecycle";
import { clashesOf, judgeObservation, type SeenStatus } from "./observe";

const EVENTS: readonly PayoutEvent[] = [
  "submit",
  "discard",
  "approve",
  "reject",
  "withdraw",
  "expire",
  "dispatch",
  "revoke",
  "hold",
  "release",
  "cancel",
  "accept",
  "refuse",
  "loseTrack",
  "stayHome",
  "settle",
  "fail",
  "findAbsent",
  "bounce",
  "resurface",
];
const SEEN: readonly SeenStatus[] = ["received", "inFlight", "settled", "failed", "cancelled", "returned", "needsAction", "unrecognised"];
const anyState = fc.constantFrom(...PAYOUT_STATES);

function walk(from: PayoutState, events: readonly PayoutEvent[]): PayoutState[] {
  return events.reduce<PayoutState[]>(
    (path, event) => {
      const to = next(path[path.length - 1] ?? from, event);
      if (to) path.push(to);
      return path;
    },
    [from],
  );
}

describe("the lifecycle", () => {
  test("every way out leads to a state that exists", () => {
    const targets = Object.values(LIFECYCLE).flatMap((ways) => Object.values(ways));
    expect(targets.filter((target) => !PAYOUT_STATES.some((state) => state === target))).toEqual([]);
  });

  test("no walk reaches the provider without having been approved", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...EVENTS), { maxLength: 40 }), (events) => {
        const path = walk("draft", events);
        const sent = path.indexOf("dispatching");
        if (sent >= 0) expect(path.slice(0, sent)).toContain("approved");
      }),
    );
  });

  test.each([
    ["approve", ["awaitingApproval"], ["approved"]],
    ["dispatch", ["approved"], ["dispatching"]],
    ["release", ["held"], ["approved"]],
    ["findAbsent", ["unconfirmed"], ["approved"]],
    ["stayHome", ["dispatching"], ["approved"]],
    ["loseTrack", ["dispatching"], ["unconfirmed"]],
    ["refuse", ["dispatching", "unconfirmed"], ["refused"]],
    ["fail", ["unconfirmed", "inFlight"], ["failed"]],
    ["settle", ["unconfirmed", "inFlight"], ["settled"]],
    ["resurface", ["approved", "held", "refused", "failed", "cancelled"], ["unconfirmed"]],
  ] as const)("%s leaves %j alone, and leads to %j", (event, from, to) => {
    const leaves = PAYOUT_STATES.filter((state) => next(state, event) !== null);
    expect(leaves).toEqual(from);
    expect([...new Set(leaves.map((state) => next(state, event)))]).toEqual(to);
  });

  test("what may have been paid never becomes failed without passing the provider's word, and never goes back to draft", () => {
    expect(next("dispatching", "fail")).toBeNull();
    for (const state of ["dispatching", "unconfirmed", "inFlight", "settled"] as const) {
      expect(Object.values(LIFECYCLE[state])).not.toContain("draft");
      expect(Object.values(LIFECYCLE[state])).not.toContain("rejected");
    }
  });

  test("a final state has no way out, but for a provider that contradicts itself and for what was rejected", () => {
    fc.assert(
      fc.property(anyState, fc.constantFrom(...EVENTS), (state, event) => {
        if (isFinal(state) && state !== "rejected" && event !== "resurface") expect(next(state, event)).toBeNull();
      }),
    );
  });
});

const SENT = { sentBefore: true };

/** What the writer does: ask, move, and ask again until there is nothing more to do. */
function apply(state: PayoutState, seen: SeenStatus): PayoutState {
  const effect = judgeObservation(state, seen, SENT);
  if (effect.kind !== "move") return state;
  const moved = next(state, effect.event);
  if (moved === null) throw new Error("a judged move must exist in the table");
  return apply(moved, seen);
}

describe("what a provider shows", () => {
  test("seen twice, it acts once", () => {
    fc.assert(
      fc.property(anyState, fc.constantFrom(...SEEN), (state, seen) => {
        const once = apply(state, seen);
        expect(apply(once, seen)).toBe(once);
      }),
    );
  });

  test("a word that is not known moves nothing, wherever the payout is", () => {
    fc.assert(
      fc.property(anyState, fc.boolean(), (state, sentBefore) => {
        expect(judgeObservation(state, "unrecognised", { sentBefore })).toEqual({ kind: "unrecognised" });
      }),
    );
  });

  test("late news does not undo later news", () => {
    expect(judgeObservation("settled", "inFlight", SENT)).toEqual({ kind: "behind" });
    expect(judgeObservation("returned", "settled", SENT)).toEqual({ kind: "behind" });
  });

  test("settled and then failed is a contradiction that people see, settled and then returned is a return", () => {
    expect(judgeObservation("settled", "failed", SENT).kind).toBe("contradiction");
    expect(judgeObservation("failed", "settled", SENT).kind).toBe("contradiction");
    expect(judgeObservation("settled", "returned", SENT)).toEqual({ kind: "move", event: "bounce" });
  });

  test("of two contradicting ends the desk goes by what would be paid twice if it were wrongly called unpaid", () => {
    expect(judgeObservation("failed", "settled", SENT)).toMatchObject({ kind: "contradiction", event: "resurface" });
    expect(judgeObservation("refused", "inFlight", SENT)).toMatchObject({ kind: "contradiction", event: "resurface" });
    expect(judgeObservation("settled", "failed", SENT)).not.toHaveProperty("event");
    expect(clashesOf("settled", ["failed", "inFlight", "cancelled"])).toHaveLength(2);
    expect(clashesOf("returned", ["settled", "inFlight"])).toEqual([]);
    fc.assert(
      fc.property(fc.constantFrom(...SEEN), fc.constantFrom(...SEEN), (one, other) => {
        expect(clashesOf(one, [other])).toEqual(clashesOf(other, [one]));
      }),
    );
  });

  test("a return that is all that is seen of a payout in doubt ends it", () => {
    expect(apply("unconfirmed", "returned")).toBe("returned");
    expect(apply("dispatching", "returned")).toBe("returned");
  });

  test("a payout that was never sent cannot be moved by a provider", () => {
    for (const state of PAYOUT_STATES) {
      for (const seen of SEEN) {
        expect(["contradiction", "unrecognised"]).toContain(judgeObservation(state, seen, { sentBefore: false }).kind);
      }
    }
  });

  test("a webhook that overtakes the answer to our own request is believed", () => {
    expect(apply("dispatching", "settled")).toBe("settled");
    expect(apply("dispatching", "failed")).toBe("failed");
  });

  test("a payout found absent and waiting to be sent again is caught when it turns up at the provider", () => {
    expect(apply("approved", "settled")).toBe("settled");
    expect(apply("held", "inFlight")).toBe("inFlight");
  });
});
