import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { NeedFacts } from "./conditions";
import { type ApprovalNeed, needOf, peopleNeeded } from "./need";
import { type ApprovalPolicy, CHECKERS, type Conditions, DEMO_POLICY, type Effect, type PolicyRule, STEP_UP_KINDS } from "./policy";
import { ApprovalPolicyShape } from "./policy-shape";

const LEADS = { id: "leads", name: "Finance leads", roles: [], people: ["lea"] };
const OWNERS = { id: "owners", name: "Owners", roles: ["owner"], people: [] };
const POLICY: ApprovalPolicy = { ...DEMO_POLICY, groups: [CHECKERS, LEADS, OWNERS], rules: [] };

const eur = (minor: bigint) => ({ minor, currency: "EUR" }) as const;
const worth = (minor: bigint): Pick<NeedFacts, "amount" | "converted"> => ({
  amount: eur(minor),
  converted: { money: eur(minor), rate: null },
});
const FACTS: NeedFacts = {
  ...worth(50_000n),
  makerDay: null,
  provider: { id: "ivy", label: "Ivy" },
  rails: ["SEPA", "SEPA Instant"],
  loop: "open",
  source: "screen",
  maker: { id: "mara", name: "Mara" },
  receiver: { since: new Date("2026-01-01T00:00:00Z"), country: "DE", tags: ["vip"] },
  risks: [],
  payee: null,
  now: new Date("2026-11-30T10:00:00Z"),
  timeZone: "Europe/London",
};

const NOBODY: Effect = { people: "none", stepUp: "none", holdMinutes: 0 };
const ask = (group: string, count: number, more: Partial<Effect> = {}): Effect => ({
  people: [{ group, count }],
  stepUp: "none",
  holdMinutes: 0,
  ...more,
});
const rule = (when: Conditions, effect: Effect, id = JSON.stringify([when, effect]).replace(/\W+/g, "").slice(0, 40)): PolicyRule => ({
  id,
  name: id,
  when,
  effect,
});
const need = (rules: readonly PolicyRule[], facts: Partial<NeedFacts> = {}) => needOf({ ...POLICY, rules }, { ...FACTS, ...facts });
const groups = ({ steps }: ApprovalNeed) => steps.map(({ group, count }) => [group.id, count]);
const fires = (when: Conditions, facts: Partial<NeedFacts> = {}, effect = ask("leads", 1)) =>
  need([rule(when, effect, "it")], facts).fired.some(({ id }) => id === "it");

describe("what is asked for", () => {
  test("no rule: one checker, and it says so", () => {
    expect(groups(need([]))).toEqual([["checkers", 1]]);
    expect(need([]).fired).toEqual([{ id: "usual", name: "The usual", sentence: "No rule says who decides: 1 of Checkers." }]);
  });

  test("of each group the most that any rule asks for, one group after another; the strictest proof; the longest rest", () => {
    const found = need([
      rule({}, ask("leads", 1, { holdMinutes: 30 })),
      rule({}, ask("checkers", 2, { stepUp: "session", holdMinutes: 5 })),
      rule(
        {},
        {
          people: [
            { group: "checkers", count: 1 },
            { group: "owners", count: 1 },
          ],
          stepUp: "item",
          holdMinutes: 0,
        },
      ),
    ]);
    expect(groups(found)).toEqual([
      ["checkers", 2],
      ["leads", 1],
      ["owners", 1],
    ]);
    expect(found).toMatchObject({ stepUp: "item", holdMinutes: 30 });
  });

  test("nobody, only where no other rule asks for people or for a proof", () => {
    const alone = rule({ source: ["api"] }, NOBODY, "alone");
    expect(need([alone], { source: "api" }).steps).toEqual([]);
    expect(groups(need([alone, rule({}, ask("leads", 1))], { source: "api" }))).toEqual([["leads", 1]]);
    expect(groups(need([alone, rule({}, { people: [], stepUp: "item", holdMinutes: 0 })], { source: "api" }))).toEqual([["checkers", 1]]);
    const resting = need([alone, rule({}, { people: [], stepUp: "none", holdMinutes: 60 })], { source: "api" });
    expect(resting).toMatchObject({ steps: [], holdMinutes: 60 });
  });

  test("a rule that names people never makes them fewer than usual", () => {
    expect(groups(needOf({ ...POLICY, checkers: 3, rules: [rule({}, ask("leads", 1))] }, FACTS))).toEqual([
      ["checkers", 2],
      ["leads", 1],
    ]);
  });

  test("each rule that fired says why, and what it asks for", () => {
    const gbp = {
      amount: { minor: 1_000_000n, currency: "GBP" },
      converted: { money: eur(1_170_000n), rate: { currency: "GBP", inCurrency: "EUR", rate: "1.17", day: "2026-11-27" } },
    } as const;
    const large = {
      ...rule(
        { amount: { above: "10000" }, source: ["screen"] },
        {
          people: [
            { group: "leads", count: 1 },
            { group: "checkers", count: 1 },
          ],
          stepUp: "item",
          holdMinutes: 30,
        },
        "large",
      ),
      name: "Large",
    };
    expect(need([large], gbp).fired).toEqual([
      {
        id: "large",
        name: "Large",
        sentence:
          "The amount is 11,700.00 EUR (10,000.00 GBP by the rate of 2026-11-27) and it came from the screen: 1 of Checkers, then 1 of Finance leads; whoever approves proves themselves afresh for it; it rests 30 minutes once approved.",
      },
    ]);
    const [overruled] = need([rule({}, NOBODY), rule({}, ask("leads", 1))]).fired;
    expect(overruled?.sentence).toBe("It holds for every payout: nobody has to approve it, but another rule asks for people.");
  });
});

describe("conditions", () => {
  test("amounts: above and up to, to the cent", () => {
    expect(fires({ amount: { above: "500" } })).toBe(false);
    expect(fires({ amount: { above: "499.99" } })).toBe(true);
    expect(fires({ amount: { upTo: "500.00" } })).toBe(true);
    expect(fires({ amount: { above: "100", upTo: "499.99" } })).toBe(false);
    const yen = { amount: { minor: 100n, currency: "JPY" }, converted: null } as const;
    expect(fires({ ownAmount: { upTo: "100.50" } }, yen)).toBe(true);
    expect(fires({ ownAmount: { above: "99.99" } }, yen)).toBe(true);
  });

  test("without a rate an amount counts as above every limit, and lets nothing go alone", () => {
    const noRate = { amount: { minor: 1n, currency: "NZD" }, converted: null } as const;
    expect(fires({ amount: { above: "1000000" } }, noRate)).toBe(true);
    expect(fires({ amount: { upTo: "1000000" } }, noRate)).toBe(false);
    expect(fires({ amount: { above: "0.01" } }, noRate, NOBODY)).toBe(false);
    expect(need([rule({ amount: { above: "5" } }, ask("leads", 1), "it")], noRate).fired[0]?.sentence).toMatch(/no rate for NZD/);
  });

  test("what a maker asked for in a day", () => {
    expect(fires({ makerDay: { above: "1000" } }, { makerDay: eur(100_001n) })).toBe(true);
    expect(fires({ makerDay: { above: "1000" } }, { makerDay: eur(100_000n) })).toBe(false);
    expect(fires({ makerDay: { above: "1000" } }, { makerDay: null })).toBe(true);
  });

  test("any of the values of one condition, all of the conditions", () => {
    expect(fires({ currency: ["GBP", "EUR"], provider: ["ivy"], source: ["screen", "batch"], loop: ["open"], maker: ["mara"] })).toBe(true);
    expect(fires({ currency: ["GBP", "EUR"], provider: ["truelayer"] })).toBe(false);
    expect(fires({ maker: ["milo"] })).toBe(false);
  });

  test("a rail that may be taken is enough to ask for people; to let it go it has to be the only one", () => {
    expect(fires({ rail: ["SEPA"] })).toBe(true);
    expect(fires({ rail: ["SEPA"] }, {}, NOBODY)).toBe(false);
    expect(fires({ rail: ["SEPA", "SEPA Instant"] }, {}, NOBODY)).toBe(true);
  });

  test("the receiver: age, country, tag, first payout, changed account; none of them where money goes back", () => {
    const young = { receiver: { since: new Date("2026-11-28T10:00:00Z"), country: null, tags: [] } };
    expect(fires({ receiverYoungerThanDays: 3 }, young)).toBe(true);
    expect(fires({ receiverYoungerThanDays: 2 }, young)).toBe(false);
    expect(fires({ country: ["FR", "DE"] })).toBe(true);
    expect(fires({ country: ["none"] }, young)).toBe(true);
    expect(fires({ country: ["FR"] }, young)).toBe(false);
    expect(fires({ tag: ["vip", "new"] })).toBe(true);
    expect(fires({ receiver: ["firstPayout"] }, { risks: ["firstPayout"] })).toBe(true);
    expect(fires({ receiver: ["accountChanged"] }, { risks: ["firstPayout"] })).toBe(false);
    const back = { loop: "closed", receiver: null } as const;
    for (const when of [{ receiverYoungerThanDays: 9 }, { country: ["none"] }, { tag: ["vip"] }, { payee: ["none" as const] }]) {
      expect(fires(when, back)).toBe(false);
    }
  });

  test("risks and what the bank said", () => {
    expect(fires({ risk: ["sameAmount", "amountAbove"] }, { risks: ["amountAbove"] })).toBe(true);
    expect(fires({ risk: ["sameAmount"] })).toBe(false);
    expect(fires({ payee: ["none"] })).toBe(true);
    expect(fires({ payee: ["noMatch"] }, { payee: "noMatch" })).toBe(true);
    expect(fires({ payee: ["noMatch"] }, { payee: "match" })).toBe(false);
  });

  test("weekday and hour in the merchant's zone, over midnight too", () => {
    const at = (now: string, timeZone = "Europe/London") => ({ now: new Date(now), timeZone });
    expect(fires({ weekday: [6, 7] }, at("2026-11-28T23:30:00Z"))).toBe(true);
    expect(fires({ weekday: [6, 7] }, at("2026-11-29T23:30:00Z", "Europe/Berlin"))).toBe(false);
    const night = { hours: { from: "18:00", to: "08:00" } };
    expect(fires(night, at("2026-11-30T17:59:00Z"))).toBe(false);
    expect(fires(night, at("2026-11-30T18:00:00Z"))).toBe(true);
    expect(fires(night, at("2026-11-30T00:00:00Z"))).toBe(true);
    expect(fires(night, at("2026-11-30T08:00:00Z"))).toBe(false);
    expect(fires({ hours: { from: "09:00", to: "10:00" } }, at("2026-07-01T08:30:00Z"))).toBe(true);
  });
});

// Any rules at all, over any payout at all.
const effects: fc.Arbitrary<Effect> = fc
  .record({
    people: fc.oneof(
      fc.constant("none" as const),
      fc.uniqueArray(fc.record({ group: fc.constantFrom("checkers", "leads", "owners"), count: fc.integer({ min: 1, max: 3 }) }), {
        selector: ({ group }) => group,
      }),
    ),
    stepUp: fc.constantFrom(...STEP_UP_KINDS),
    holdMinutes: fc.integer({ min: 0, max: 90 }),
  })
  .map((effect) => (effect.people === "none" ? { ...effect, stepUp: "none" as const } : effect));
const conditions: fc.Arbitrary<Conditions> = fc.record(
  {
    amount: fc.constantFrom({ above: "100" }, { upTo: "900" }, { above: "100", upTo: "900" }),
    source: fc.subarray(["screen" as const, "api" as const, "batch" as const], { minLength: 1 }),
    loop: fc.subarray(["open" as const, "closed" as const], { minLength: 1 }),
    currency: fc.subarray(["EUR" as const, "NZD" as const], { minLength: 1 }),
    rail: fc.subarray(["SEPA", "SEPA Instant"], { minLength: 1 }),
    risk: fc.subarray(["sameAmount" as const, "firstPayout" as const], { minLength: 1 }),
  },
  { requiredKeys: [] },
);
const rules = fc
  .array(fc.record({ when: conditions, effect: effects }), { maxLength: 6 })
  .map((list) => list.map((one, place): PolicyRule => ({ ...one, id: `rule-${place}`, name: `Rule ${place}` })));
const facts: fc.Arbitrary<NeedFacts> = fc
  .record({
    minor: fc.bigInt({ min: 1n, max: 200_000n }),
    isKnown: fc.boolean(),
    source: fc.constantFrom("screen" as const, "api" as const, "batch" as const),
    loop: fc.constantFrom("open" as const, "closed" as const),
    risks: fc.subarray(["sameAmount" as const, "firstPayout" as const]),
  })
  .map(({ minor, isKnown, ...said }) => ({
    ...FACTS,
    ...said,
    ...(isKnown ? worth(minor) : { amount: { minor, currency: "NZD" as const }, converted: null }),
  }));
const usual = fc.integer({ min: 1, max: 3 });

const countOf = ({ steps }: ApprovalNeed, group: string) => steps.find((step) => step.group.id === group)?.count ?? 0;

describe("for any rules and any payout", () => {
  test("the order of the rules means nothing", () => {
    fc.assert(
      fc.property(rules, facts, usual, fc.integer(), (list, payout, checkers, turn) => {
        const place = list.length === 0 ? 0 : Math.abs(turn) % list.length;
        const turned = [...list.slice(place), ...list.slice(0, place)].reverse();
        const [a, b] = [list, turned].map((order) => needOf({ ...POLICY, checkers, rules: order }, payout));
        expect({ ...a, fired: [] }).toEqual({ ...b, fired: [] });
        expect(a?.fired.map(({ id }) => id).sort()).toEqual(b?.fired.map(({ id }) => id).sort());
      }),
    );
  });

  test("every rule that fires is satisfied by what is asked for", () => {
    fc.assert(
      fc.property(rules, facts, usual, (list, payout, checkers) => {
        const found = needOf({ ...POLICY, checkers, rules: list }, payout);
        for (const { effect } of list.filter(({ id }) => found.fired.some((one) => one.id === id))) {
          if (effect.people !== "none")
            for (const { group, count } of effect.people) expect(countOf(found, group)).toBeGreaterThanOrEqual(count);
          expect(STEP_UP_KINDS.indexOf(found.stepUp)).toBeGreaterThanOrEqual(STEP_UP_KINDS.indexOf(effect.stepUp));
          expect(found.holdMinutes).toBeGreaterThanOrEqual(effect.holdMinutes);
        }
      }),
    );
  });

  test("a further rule makes nothing laxer, unless it says that nobody has to approve", () => {
    fc.assert(
      fc.property(rules, fc.record({ when: conditions, effect: effects }), facts, usual, (list, more, payout, checkers) => {
        const added: PolicyRule = { ...more, id: "added", name: "Added" };
        const before = needOf({ ...POLICY, checkers, rules: list }, payout);
        const after = needOf({ ...POLICY, checkers, rules: [...list, added] }, payout);
        expect(STEP_UP_KINDS.indexOf(after.stepUp)).toBeGreaterThanOrEqual(STEP_UP_KINDS.indexOf(before.stepUp));
        expect(after.holdMinutes).toBeGreaterThanOrEqual(before.holdMinutes);
        const asksFor = (group: string) =>
          Math.max(
            0,
            ...list.flatMap(({ id, effect }) =>
              effect.people === "none" || !before.fired.some((one) => one.id === id)
                ? []
                : effect.people.filter((one) => one.group === group).map(({ count }) => count),
            ),
          );
        for (const { id } of POLICY.groups) expect(countOf(after, id)).toBeGreaterThanOrEqual(asksFor(id));
        if (added.effect.people !== "none") expect(peopleNeeded(after.steps)).toBeGreaterThanOrEqual(peopleNeeded(before.steps));
      }),
    );
  });

  test("nobody is asked only where a rule says so, none asks for people, and nothing of it was guessed", () => {
    fc.assert(
      fc.property(rules, facts, usual, (list, payout, checkers) => {
        const found = needOf({ ...POLICY, checkers, rules: list }, payout);
        const firing = list.filter(({ id }) => found.fired.some((one) => one.id === id));
        if (found.steps.length > 0) {
          expect(peopleNeeded(found.steps)).toBeGreaterThanOrEqual(checkers);
          return;
        }
        expect(firing.some(({ effect }) => effect.people === "none")).toBe(true);
        for (const { when, effect } of firing) {
          if (effect.people !== "none") expect(effect.people).toEqual([]);
          else if (payout.converted === null) expect(when.amount).toBeUndefined();
        }
      }),
    );
  });
});

describe("stored policies", () => {
  test("the demo's comes back as it is", () => {
    expect(ApprovalPolicyShape.parse(JSON.parse(JSON.stringify(DEMO_POLICY)))).toEqual(DEMO_POLICY);
  });

  test("nonsense is refused, with what to change", () => {
    const broken = (changes: object) =>
      ApprovalPolicyShape.safeParse({ ...POLICY, ...changes }).error?.issues.map(({ message }) => message);
    expect(broken({ groups: [LEADS] })).toEqual(["The group of all who may approve cannot be left out."]);
    expect(broken({ rules: [rule({}, ask("gone", 1), "a")] })).toEqual(["A rule asks for a group that is not there any more."]);
    expect(broken({ rules: [rule({ amount: {} }, NOBODY, "a")] })).toEqual(["Say above which amount, or up to which."]);
    expect(broken({ rules: [rule({ amount: { above: "5", upTo: "5" } }, NOBODY, "a")] })).toEqual(["No amount is both."]);
    expect(broken({ rules: [rule({ currency: [] }, NOBODY, "a")] })).toEqual(["Choose at least one."]);
    expect(broken({ rules: [rule({}, { ...NOBODY, stepUp: "item" }, "a")] })).toEqual([
      "Where nobody decides there is nobody to prove who they are.",
    ]);
    expect(broken({ rules: [rule({}, NOBODY, "a"), rule({}, NOBODY, "a")] })).toEqual(["Two rules are the same."]);
  });
});
