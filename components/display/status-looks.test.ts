import { describe, expect, test } from "vitest";
import { PAYOUT_STATES, type PayoutState } from "@/lib/domain/payout/lifecycle";
import { STATUS_LOOKS, type StatusLook } from "./status-looks";

const look = (state: PayoutState): StatusLook => STATUS_LOOKS[state];

describe("the look of a state", () => {
  test("unconfirmed looks like nothing else, least of all like failed", () => {
    const others = PAYOUT_STATES.filter((state) => state !== "unconfirmed").map((state) => look(state));
    const { tone, Icon, word } = look("unconfirmed");
    expect(others.some((other) => other.tone === tone || other.Icon === Icon || other.word === word)).toBe(false);
  });

  test("every state has a word and an icon of its own, so colour never speaks alone", () => {
    expect(new Set(PAYOUT_STATES.map((state) => look(state).word)).size).toBe(PAYOUT_STATES.length);
    expect(new Set(PAYOUT_STATES.map((state) => look(state).Icon)).size).toBe(PAYOUT_STATES.length);
  });

  test("red is kept for money that did not arrive", () => {
    const red = PAYOUT_STATES.filter((state) => look(state).tone === "red");
    expect(red).toEqual(["refused", "failed", "returned"]);
  });
});
