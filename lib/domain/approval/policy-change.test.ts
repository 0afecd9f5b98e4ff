import { describe, expect, test } from "vitest";
import { BackTester } from "./back-test";
import type { NeedFacts } from "./conditions";
import { diffPolicies } from "./diff-policies";
import { type ApprovalPolicy, CHECKERS, type Conditions, DEMO_POLICY, type Effect, type PolicyRule } from "./policy";
import { sayRule } from "./say-rule";

const LEADS = { id: "leads", name: "Finance leads", roles: [], people: ["lea"] };
const POLICY: ApprovalPolicy = { ...DEMO_POLICY, groups: [CHECKERS, LEADS] };
const NAMES = { people: { lea: "Lea", mara: "Mara" }, roles: { checker: "Checker" }, providers: { ivy: "Ivy" } };
const NOTHING: Effect = { people: [], stepUp: "none", holdMinutes: 0 };
const rule = (name: string, when: Conditions, effect: Partial<Effect>): PolicyRule => ({
  id: name,
  name,
  when,
  effect: { ...NOTHING, ...effect },
});
const checker = (personId: string) => ({ personId, name: personId, role: "checker" });
const with_ = (...rules: PolicyRule[]): ApprovalPolicy => ({ ...POLICY, rules });

describe("rules as sentences", () => {
  test.each<[Conditions, Partial<Effect>, string]>([
    [{}, { people: [{ group: "checkers", count: 2 }] }, "For every payout: 2 of Checkers."],
    [
      { amount: { above: "10000", upTo: "50000" }, source: ["api", "batch"] },
      {
        people: [
          { group: "leads", count: 1 },
          { group: "checkers", count: 1 },
        ],
        stepUp: "session",
      },
      "Where the amount is above 10,000 and up to 50,000 EUR and it comes by API or from a file: 1 of Checkers, then 1 of Finance leads; whoever approves has proved themselves lately.",
    ],
    [
      { maker: ["mara", "gone"], provider: ["ivy"] },
      { people: "none" },
      "Where it goes through Ivy and Mara or somebody who is gone made it: nobody has to approve it.",
    ],
    [
      { hours: { from: "18:00", to: "08:00" }, weekday: [6, 7] },
      { holdMinutes: 120 },
      "Where it is Saturday or Sunday and it is between 18:00 and 08:00: it rests 2 hours once approved.",
    ],
  ])("%#", (when, effect, sentence) => {
    expect(sayRule(rule("r", when, effect), { currency: "EUR", names: NAMES, groups: POLICY.groups })).toBe(sentence);
  });
});

describe("the diff of two policies", () => {
  test("nothing, where they say the same, in whatever order the rules stand", () => {
    const [a, b] = [rule("a", { currency: ["EUR"] }, { people: "none" }), rule("b", {}, { holdMinutes: 5 })];
    expect(diffPolicies(with_(a, b), with_(b, a), NAMES)).toEqual([]);
  });

  test("what comes, what goes and what changes, each in the words of before and after", () => {
    const before = with_(rule("Small", { amount: { upTo: "100" } }, { people: "none" }), rule("Old", {}, { holdMinutes: 5 }));
    const after: ApprovalPolicy = {
      ...with_(rule("Small", { amount: { upTo: "50" } }, { people: "none" }), rule("New", {}, { people: [{ group: "leads", count: 1 }] })),
      groups: [LEADS, CHECKERS],
      approvalOpenDays: 3,
    };
    expect(diffPolicies(before, after, NAMES)).toEqual([
      { what: "Waits for approval", was: "7 days", is: "3 days" },
      { what: "Who signs before whom", was: "Checkers, then Finance leads", is: "Finance leads, then Checkers" },
      {
        what: 'Rule "Small"',
        was: "Small. Where the amount is up to 100 EUR: nobody has to approve it.",
        is: "Small. Where the amount is up to 50 EUR: nobody has to approve it.",
      },
      { what: 'Rule "Old"', was: "Old. For every payout: it rests 5 minutes once approved.", is: null },
      { what: 'Rule "New"', was: null, is: "New. For every payout: 1 of Finance leads." },
    ]);
  });
});

describe("a policy tried on the past", () => {
  const eur = (minor: bigint) => ({ minor, currency: "EUR" }) as const;
  const facts = (minor: bigint, more: Partial<NeedFacts> = {}): NeedFacts => ({
    ...{
      amount: eur(minor),
      converted: { money: eur(minor), rate: null },
      makerDay: null,
      provider: { id: "ivy", label: "Ivy" },
      rails: [],
    },
    ...{ loop: "open", source: "api", maker: { id: "key", name: "shop" }, receiver: null, risks: [], payee: null },
    ...{ now: new Date("2026-11-02T10:00:00Z"), timeZone: "Europe/London" },
    ...more,
  });
  const past = (number: string, known: NeedFacts) => ({
    number,
    receiverName: "Anna",
    at: known.now,
    facts: { present: known, draft: known },
  });

  test("counts and sums what goes alone, waits and gets stuck; every payout that fares otherwise once, with examples", () => {
    const draft = with_(
      rule("Small", { source: ["api"], amount: { upTo: "50" } }, { people: "none" }),
      rule("Large", { amount: { above: "1000" } }, { people: [{ group: "leads", count: 2 }] }),
      rule("Middle", { amount: { above: "500" } }, { people: [{ group: "checkers", count: 2 }] }),
    );
    const organisation = { checkers: ["cleo", "cem", "lea"].map(checker) };
    const tester = new BackTester({ present: DEMO_POLICY, draft, organisation });
    for (let place = 0; place < 8; place += 1) tester.judge(past(`small-${place}`, facts(7_500n)));
    tester.judge(past("tiny", facts(100n)));
    tester.judge(past("middle", facts(60_000n)));
    tester.judge(past("large", facts(150_000n)));
    tester.judge(past("unknown", facts(1n, { amount: { minor: 1n, currency: "NZD" }, converted: null })));
    const result = tester.result();
    expect(result.present).toMatchObject({
      passed: { count: 9, sum: eur(60_100n) },
      waited: { count: 3, unconverted: 1 },
      stopped: { count: 0 },
    });
    expect(result.draft).toMatchObject({
      passed: { count: 1 },
      waited: { count: 9 },
      stopped: { count: 2, sum: eur(150_000n), unconverted: 1 },
    });
    expect(result.differences.map(({ kind, tally, examples }) => [kind, tally.count, examples.length])).toEqual([
      ["stops", 2, 2],
      ["waits", 8, 5],
      ["morePeople", 1, 1],
    ]);
  });
});
