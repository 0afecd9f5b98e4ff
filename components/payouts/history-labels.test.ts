import { expect, test } from "vitest";
import { PAYOUT_STATES } from "@/lib/domain/payout/lifecycle";
import { STATE_GROUPS, sayStates } from "./history-labels";

test("every state can be filtered by, in exactly one group", () => {
  expect(STATE_GROUPS.flatMap(({ states }) => states).toSorted()).toEqual(PAYOUT_STATES.toSorted());
});

test("chosen states are said in few words", () => {
  expect(sayStates(["settled"])).toBe("Paid");
  expect(sayStates(["failed", "unconfirmed"])).toBe("Failed, Unconfirmed");
  expect(sayStates(["returned", "failed", "refused"])).toBe("Did not arrive");
  expect(sayStates(["settled", "failed", "refused", "held"])).toBe("Paid and 3 more");
});
