import { describe, expect, test } from "vitest";
import { judgeBalance } from "./judge-balance";

const reading = (balanceMinor: bigint, outMinor = 0n, unsureMinor = 0n) => ({ balanceMinor, outMinor, unsureMinor });

describe("with the provider's movements", () => {
  const judge = (before: ReturnType<typeof reading> | null, now: ReturnType<typeof reading>, movedMinor: bigint) =>
    judgeBalance({ before, now, movedMinor });

  test("the first reading has nothing to be held against", () => {
    expect(judge(null, reading(100n), 0n)).toEqual({ kind: "first" });
  });

  test.each([
    ["nothing moved", reading(100n), reading(100n), 0n],
    ["what moved is what is missing", reading(100n), reading(70n), -30n],
    ["money is set aside before it moves", reading(100n), reading(70n, 30n), 0n],
    ["what was set aside has left", reading(70n, 30n), reading(70n), -30n],
    ["nothing is set aside by this provider", reading(100n), reading(100n, 30n), 0n],
    ["money came in, and is among the movements", reading(100n), reading(150n), 50n],
  ] as const)("%s", (_, before, now, moved) => {
    expect(judge(before, now, moved)).toEqual({ kind: "addsUp" });
  });

  test("a cent too little is seen, and what should be there is said", () => {
    expect(judge(reading(100n), reading(69n), -30n)).toEqual({ kind: "differs", expectedMinor: 70n });
  });
});

describe("without movements: the balance and what is out stay the same together", () => {
  const judge = (before: ReturnType<typeof reading>, now: ReturnType<typeof reading>) => judgeBalance({ before, now, movedMinor: null });

  test("paid out and missing by as much", () => {
    expect(judge(reading(100n, 500n), reading(70n, 530n))).toEqual({ kind: "addsUp" });
  });

  test("came back and there again", () => {
    expect(judge(reading(70n, 530n), reading(100n, 500n))).toEqual({ kind: "addsUp" });
  });

  test("more left than was booked", () => {
    expect(judge(reading(100n, 500n), reading(60n, 530n))).toEqual({ kind: "differs", expectedMinor: 70n });
  });

  test("more is there: money came in, of which this provider lists nothing", () => {
    expect(judge(reading(100n, 500n), reading(170n, 530n))).toEqual({ kind: "moneyCameIn", minor: 100n });
  });

  test("a payout that the provider has and may not have taken yet is no difference", () => {
    expect(judge(reading(100n, 500n), reading(100n, 530n, 30n))).toEqual({ kind: "onItsWay" });
  });
});
