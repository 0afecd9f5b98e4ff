import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addMs, HOUR_MS, MINUTE_MS } from "@/lib/base/time";
import { type DoubtFacts, judgeDoubt } from "./verdict";

const SENT = new Date("2026-11-27T10:00:00Z");
const later = (minutes: number) => addMs(SENT, minutes * MINUTE_MS);

const unguarded: DoubtFacts = {
  providerLabel: "Ipay",
  duplicateGuard: "none",
  replayWindowMs: null,
  findsByReference: true,
  firstSentAt: SENT,
  lastSentAt: SENT,
  absentTimes: 0,
  lastAbsentAt: null,
  contradiction: null,
  isSameAccount: true,
};
const keyed: DoubtFacts = {
  ...unguarded,
  providerLabel: "TrueLayer",
  duplicateGuard: "idempotencyKey",
  replayWindowMs: HOUR_MS,
  findsByReference: false,
};

describe("may it be sent again?", () => {
  test.each([
    ["under a key that surely holds, the desk asks by itself", keyed, 5, "safeByKey"],
    ["the key is too old, and the provider cannot be asked: a person has to look", keyed, 61, "cannotTellYet"],
    ["just sent, not asked yet", unguarded, 1, "cannotTellYet"],
    [
      "asked three times within minutes: the list may run behind",
      { ...unguarded, absentTimes: 3, lastAbsentAt: later(5) },
      6,
      "cannotTellYet",
    ],
    ["asked twice, the last time late: one more is needed", { ...unguarded, absentTimes: 2, lastAbsentAt: later(20) }, 21, "cannotTellYet"],
    [
      "asked three times, the last time late: it never arrived",
      { ...unguarded, absentTimes: 3, lastAbsentAt: later(16) },
      17,
      "safeToSendAgain",
    ],
    [
      "something that may be it is there",
      { ...unguarded, absentTimes: 9, lastAbsentAt: later(60), contradiction: "Another amount." },
      61,
      "notSafe",
    ],
    [
      "the connection has other settings now: nothing that it shows proves anything",
      { ...keyed, isSameAccount: false },
      5,
      "cannotTellYet",
    ],
    ["nor does an absence", { ...unguarded, absentTimes: 9, lastAbsentAt: later(60), isSameAccount: false }, 61, "cannotTellYet"],
  ] as const)("%s", (_what, facts, minutes, kind) => {
    expect(judgeDoubt(facts, later(minutes)).kind).toBe(kind);
  });

  test("never without three absences, the last of them a quarter of an hour after the last sending, and no contradiction", () => {
    const moment = fc.integer({ min: 0, max: 600 });
    fc.assert(
      fc.property(
        fc.record({ absentTimes: fc.nat(9), lastAbsent: fc.option(moment), sent: moment, now: moment, hasContradiction: fc.boolean() }),
        fc.constantFrom("idempotencyKey" as const, "uniqueReference" as const, "none" as const),
        fc.boolean(),
        ({ absentTimes, lastAbsent, sent, now, hasContradiction }, duplicateGuard, findsByReference) => {
          const facts: DoubtFacts = {
            ...unguarded,
            duplicateGuard,
            findsByReference,
            absentTimes,
            lastSentAt: later(sent),
            lastAbsentAt: lastAbsent === null ? null : later(lastAbsent),
            contradiction: hasContradiction ? "Another amount." : null,
          };
          const isProven = findsByReference && absentTimes >= 3 && lastAbsent !== null && lastAbsent >= sent + 15 && !hasContradiction;
          expect(judgeDoubt(facts, later(now)).kind === "safeToSendAgain").toBe(isProven);
        },
      ),
    );
  });
});
