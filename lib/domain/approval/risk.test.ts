import { describe, expect, test } from "vitest";
import { type RiskFacts, riskOf } from "./risk";

const PLAIN: RiskFacts = {
  warnings: 0,
  stepUp: "none",
  payee: "match",
  isAccountUnconfirmed: false,
  makerTimes: 12,
  maker: { kind: "person", name: "Ada" },
  askedAt: new Date("2026-11-30T10:00:00Z"),
  timeZone: "Europe/London",
};

describe("the risk of a payout", () => {
  test("is low where nothing speaks against it", () => expect(riskOf(PLAIN)).toEqual({ level: "low", marks: [] }));

  test.each<[string, Partial<RiskFacts>, RegExp | null]>([
    ["a warning stands", { warnings: 1 }, null],
    ["policy wants a proof for it alone", { stepUp: "item" }, null],
    ["the bank knows another name", { payee: "noMatch" }, /another one/],
    ["the bank knows nearly this name", { payee: "partialMatch" }, /nearly/],
    ["nobody has confirmed the account", { isAccountUnconfirmed: true }, /called back/],
    ["its maker has never asked for one", { makerTimes: 0 }, /first payout that Ada/],
    ["it was asked for at night", { askedAt: new Date("2026-11-30T02:30:00Z") }, /at 02:30 on 2026-11-30/],
  ])("is high where %s", (_, facts, mark) => {
    const risk = riskOf({ ...PLAIN, ...facts });
    expect(risk.level).toBe("high");
    if (mark) expect(risk.marks.join(" ")).toMatch(mark);
  });

  test("asks of a machine neither for habits nor for hours", () => {
    const machine = { maker: { kind: "apiKey", name: "shop" }, makerTimes: 0, askedAt: new Date("2026-11-30T02:30:00Z") };
    expect(riskOf({ ...PLAIN, ...machine }).level).toBe("low");
  });

  test("a session's proof and a bank that was never asked raise nothing", () => {
    expect(riskOf({ ...PLAIN, stepUp: "session", payee: null }).level).toBe("low");
  });
});
