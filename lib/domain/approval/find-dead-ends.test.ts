import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DAY_MS } from "@/lib/base/time";
import { canSign, findShortage } from "./can-sign";
import type { NeedFacts } from "./conditions";
import { type DeadEnd, findDeadEnds, type Organisation } from "./find-dead-ends";
import { isMember } from "./judge-approval";
import { type NeedStep, needOf } from "./need";
import type { PayoutWay } from "./payout-kinds";
import { type ApprovalPolicy, CHECKERS, type Conditions, DEMO_POLICY, type Effect, type PolicyRule } from "./policy";
import type { Member } from "./say-approval";

const LEADS = { id: "leads", name: "Finance leads", roles: [], people: ["lea"] };
const TREASURY = { id: "treasury", name: "Treasury", roles: [], people: ["lea", "cleo"] };
const POLICY: ApprovalPolicy = { ...DEMO_POLICY, groups: [CHECKERS, LEADS, TREASURY] };
const NOTHING: Effect = { people: [], stepUp: "none", holdMinutes: 0 };
const IVY: PayoutWay = { id: "ivy", label: "Ivy", rails: ["SEPA"], currencies: ["EUR", "GBP"], closedLoop: "order" };
const WAYS: readonly PayoutWay[] = [
  IVY,
  { id: "bit", label: "Bit", rails: ["SEPA", "On-chain"], currencies: ["EUR", "JPY"], closedLoop: null },
];

const rule = (name: string, when: Conditions, effect: Partial<Effect>): PolicyRule => ({
  id: name,
  name,
  when,
  effect: { ...NOTHING, ...effect },
});
const ask = (group: string, count = 1): Partial<Effect> => ({ people: [{ group, count }] });
const checker = (personId: string): Member => ({ personId, name: personId, role: "checker" });
const maker = (id: string) => ({ id, name: id, isPerson: !id.startsWith("key") });
const with_ = (...rules: PolicyRule[]): ApprovalPolicy => ({ ...POLICY, rules });
const among = (checkers: readonly string[], makers: readonly string[] = ["mara"]): Organisation => ({
  ...{ checkers: checkers.map(checker), makers: makers.map(maker), ways: WAYS },
});
const rulesOf = (deadEnds: readonly DeadEnd[]) => deadEnds.map(({ rules }) => rules);

describe("dead ends", () => {
  const lead = rule("Lead", {}, ask("leads"));

  test("none, where everybody's payouts find enough people", () => {
    expect(findDeadEnds(with_(lead), among(["cleo", "lea"]))).toEqual([]);
  });

  test("a step that nobody can satisfy, with how many there are and how many it takes", () => {
    const twoLeads = rule("Two leads", {}, ask("leads", 2));
    expect(findDeadEnds(with_(twoLeads), among(["cleo", "lea"]))).toEqual([
      {
        rules: ["Two leads"],
        sentence:
          "It asks for 2 of Finance leads, which nobody's payouts could get: of Finance leads there is 1 person (lea) and it takes 2.",
      },
    ]);
    expect(findDeadEnds(with_(lead), among(["cleo"]))[0]?.sentence).toMatch(/of Finance leads there is nobody and it takes 1/);
  });

  test("a step that only the maker could satisfy, for each such maker, and where else nobody makes them none", () => {
    const [found] = findDeadEnds(with_(lead), among(["cleo", "lea"], ["mara", "lea"]));
    expect(found?.sentence).toBe(
      "It asks for 1 of Finance leads, which payouts of lea could not get: nobody signs what they made themselves, and without them of Finance leads there is nobody and it takes 1.",
    );
    const notLea = { ...lead, when: { maker: ["mara"] } };
    expect(findDeadEnds(with_(notLea), among(["cleo", "lea"], ["mara", "lea"]))).toEqual([]);
    // What comes in by API is a program's, and no program signs.
    const byApi = { ...lead, when: { source: ["api" as const] } };
    expect(findDeadEnds(with_(byApi), among(["cleo", "lea"], ["lea", "key"]))).toEqual([]);
  });

  test("two rules that are well by themselves, where one and the same person would have to sign for both", () => {
    const treasury = rule("Treasury", { source: ["screen"] }, ask("treasury", 2));
    expect(findDeadEnds(with_(treasury, lead), among(["cleo", "lea", "cem"]))).toEqual([
      {
        rules: ["Treasury", "Lead"],
        sentence:
          "It asks for 1 of Finance leads, then 2 of Treasury, which nobody's payouts could get: " +
          "of Finance leads and Treasury together there are 2 people (cleo and lea) and it takes 3, since everybody signs once.",
      },
    ]);
  });

  test("three rules of which each two are well", () => {
    const rules = ["checkers", "leads", "treasury"].map((group) => rule(group, {}, ask(group)));
    expect(rulesOf(findDeadEnds(with_(...rules), among(["cleo", "lea"])))).toEqual([["checkers", "leads", "treasury"]]);
    expect(findDeadEnds(with_(...rules), among(["cleo", "lea", "cem"]))).toEqual([]);
  });

  test.each<[string, Conditions, Conditions, boolean]>([
    ["amounts", { amount: { upTo: "100" } }, { amount: { above: "100" } }, false],
    ["amounts", { amount: { upTo: "100" } }, { amount: { above: "99" } }, true],
    ["amounts of a whole currency, of which nothing lies between", { amount: { upTo: "99.999" } }, { amount: { above: "99.99" } }, false],
    ["an amount and its own in the policy's currency", { currency: ["EUR"], amount: { upTo: "9" } }, { ownAmount: { above: "9" } }, false],
    ["an amount and its own in another", { currency: ["GBP"], amount: { upTo: "9" } }, { ownAmount: { above: "9" } }, true],
    ["more than in the whole day", { amount: { above: "50" } }, { makerDay: { upTo: "50" } }, false],
    ["as much as in the whole day", { amount: { above: "50" } }, { makerDay: { upTo: "51" } }, true],
    ["days of the week", { weekday: [1, 2] }, { weekday: [3] }, false],
    ["times of the day", { hours: { from: "22:00", to: "06:00" } }, { hours: { from: "06:00", to: "22:00" } }, false],
    ["times of the day over midnight", { hours: { from: "22:00", to: "06:00" } }, { hours: { from: "05:00", to: "07:00" } }, true],
    ["a receiver's country and money that goes back", { country: ["DE"] }, { loop: ["closed"] }, false],
    ["two countries", { country: ["DE"] }, { country: ["FR", "none"] }, false],
    ["two tags", { tag: ["vip"] }, { tag: ["risky"] }, true],
    ["a first payout and another account paid before", { receiver: ["firstPayout"] }, { risk: ["accountNew"] }, false],
    ["a row like another, and no file", { risk: ["sameRow"] }, { source: ["screen"] }, false],
    ["a currency that a provider does not pay", { provider: ["ivy"] }, { currency: ["JPY"] }, false],
    ["a rail that a provider has not", { provider: ["ivy"] }, { rail: ["On-chain"] }, false],
    ["money that goes back where a provider cannot", { provider: ["bit"] }, { loop: ["closed"] }, false],
    ["an unknown provider", { provider: ["gone"] }, {}, false],
  ])("of %s only where one payout meets both: %#", (_, one, other, canMeet) => {
    const both = with_(rule("One", one, ask("treasury", 2)), rule("Other", other, ask("leads")));
    expect(rulesOf(findDeadEnds(both, among(["cleo", "lea", "cem"])))).toEqual(canMeet ? [["One", "Other"]] : []);
  });

  test("where no rule fires and nobody is there, unless every payout is let go alone", () => {
    const free = (when: Conditions) => rule("Free", when, { people: "none" });
    expect(rulesOf(findDeadEnds(with_(), among(["mara"])))).toEqual([[]]);
    expect(rulesOf(findDeadEnds(with_(free({ amount: { upTo: "100" } })), among([])))).toEqual([[]]);
    expect(findDeadEnds(with_(free({})), among([]))).toEqual([]);
    const halves = [free({ loop: ["open"] }), { ...free({ loop: ["closed"] }), id: "other", name: "other" }];
    expect(findDeadEnds(with_(...halves), among([]))).toEqual([]);
    const proof = rule("Proof", { weekday: [1] }, { stepUp: "item" });
    expect(rulesOf(findDeadEnds(with_(...halves, proof), among([])))).toEqual([["Proof"]]);
  });

  test("of a hundred rules that never run out of people is told at once, and of too many ways to meet that they are too many", () => {
    const groups = Array.from({ length: 8 }, (_, place) => ({
      id: `g${place}`,
      name: `G${place}`,
      roles: [],
      people: ["lea", "cleo", `p${place}`],
    }));
    const rules = Array.from({ length: 100 }, (_, place) => rule(`r${place}`, { amount: { above: String(place) } }, ask(`g${place % 8}`)));
    const policy = { ...POLICY, groups: [CHECKERS, ...groups], rules };
    const everybody = ["lea", "cleo", ...groups.map((_, place) => `p${place}`)];
    expect(findDeadEnds(policy, among(everybody))).toEqual([]);
    expect(findDeadEnds(policy, among(everybody.slice(0, 7))).at(-1)?.sentence).toMatch(/so many ways/);
  });
});

test("whoever fits two places is seated where they are needed", () => {
  const steps = [
    { group: CHECKERS, count: 2 },
    { group: LEADS, count: 1 },
  ];
  expect(canSign(steps, ["lea", "cleo", "cem"].map(checker))).toBe(true);
  expect(canSign(steps, ["lea", "cleo"].map(checker))).toBe(false);
});

// Every payout that there can be, one after another, each judged by the policy itself and signed in every possible way.

const somePolicy: fc.Arbitrary<ApprovalPolicy> = fc
  .array(
    fc.record({
      when: fc.oneof(
        ...[{}, { amount: { above: "10" } }, { amount: { upTo: "10" } }, { ownAmount: { above: "10" } }, { makerDay: { upTo: "20" } }].map(
          fc.constant,
        ),
        ...[{ currency: ["GBP" as const] }, { provider: ["bit"] }, { loop: ["closed" as const] }, { rail: ["SEPA"] }].map(fc.constant),
        ...[{ source: ["api" as const] }, { source: ["screen" as const, "batch" as const] }, { maker: ["lea"] }].map(fc.constant),
        ...[{ receiver: ["firstPayout" as const] }, { risk: ["accountNew" as const, "sameRow" as const] }, { country: ["none"] }].map(
          fc.constant,
        ),
        ...[{ weekday: [1] }, { receiverYoungerThanDays: 5 }, { tag: ["vip"] }].map(fc.constant),
      ),
      and: fc.constantFrom<Conditions>({}, {}, { amount: { above: "10" } }, { loop: ["open"] }, { source: ["screen"] }),
      effect: fc.oneof(
        fc.constantFrom<Partial<Effect>>({ people: "none" }, { people: "none" }, { stepUp: "session" }, { holdMinutes: 5 }),
        fc.record({
          people: fc.tuple(fc.record({ group: fc.constantFrom("checkers", "leads", "treasury"), count: fc.integer({ min: 1, max: 2 }) })),
        }),
      ),
    }),
    { maxLength: 4 },
  )
  .chain((parts) =>
    fc.record({
      checkers: fc.integer({ min: 1, max: 2 }),
      rules: fc.constant(parts.map(({ when, and, effect }, place) => rule(`r${place}`, { ...when, ...and }, effect))),
    }),
  )
  .map((some) => ({ ...POLICY, ...some }));

function* everyPayout(): Generator<Omit<NeedFacts, "maker">> {
  const [monday, sunday] = [new Date("2026-11-30T12:00:00Z"), new Date("2026-11-29T12:00:00Z")];
  const eur = (minor: bigint | null) => (minor === null ? null : ({ minor, currency: "EUR" } as const));
  const receiversAt = (now: Date) =>
    [0, 9].flatMap((days) =>
      ["XX", null].flatMap((country) => [[], ["vip"]].map((tags) => ({ country, tags, since: new Date(now.getTime() - days * DAY_MS) }))),
    );
  const marks = [[], ["firstPayout"], ["accountNew"], ["sameRow", "firstPayout"], ["sameRow", "accountNew"]] as const;
  for (const way of WAYS)
    for (const currency of way.currencies)
      for (const minor of currency === "JPY" ? [10n, 11n] : [1_000n, 1_001n])
        for (const converted of currency === "EUR" ? [minor] : [null, 1_000n, 1_001n])
          for (const day of converted === null ? [null] : [null, 2_000n, 2_001n])
            for (const loop of way.closedLoop === null ? (["open"] as const) : (["open", "closed"] as const))
              for (const source of ["screen", "api", "batch"] as const)
                for (const risks of loop === "closed" ? [[]] : marks.filter(([first]) => first !== "sameRow" || source === "batch"))
                  for (const now of [monday, sunday])
                    for (const receiver of loop === "closed" ? [null] : receiversAt(now)) {
                      const worth = eur(converted);
                      const money = { converted: worth && { money: worth, rate: null }, makerDay: eur(day) };
                      const facts = { amount: { minor, currency }, provider: way, rails: way.rails, loop, source, receiver, risks, now };
                      yield { ...facts, ...money, payee: null, timeZone: "UTC" };
                    }
}
const EVERY_PAYOUT = [...everyPayout()];

/** By trying everybody for every place. */
function canBeSigned([step, ...later]: readonly NeedStep[], people: readonly Member[]): boolean {
  if (step === undefined) return true;
  const rest = step.count === 1 ? later : [{ ...step, count: step.count - 1 }, ...later];
  return people.some(
    (person) =>
      isMember(step.group, person) &&
      canBeSigned(
        rest,
        people.filter((other) => other !== person),
      ),
  );
}

test("what is told is stuck, and nothing else is: as every payout by itself would show", () => {
  const organisations = [["cleo", "lea"], ["cleo", "lea", "cem"], ["lea"], ["cleo", "cem", "cora"]].flatMap((checkers) =>
    [["mara"], ["lea"], ["cleo", "key"]].map((makers) => among(checkers, makers)),
  );
  fc.assert(
    fc.property(somePolicy, fc.constantFrom(...organisations), (policy, organisation) => {
      const told = rulesOf(findDeadEnds(policy, organisation));
      const shown = new Map<string, readonly string[]>();
      for (const one of organisation.makers) {
        const people = organisation.checkers.filter(({ personId }) => personId !== one.id);
        for (const facts of EVERY_PAYOUT) {
          if (one.isPerson && facts.source === "api") continue;
          const need = needOf(policy, { ...facts, maker: one });
          const fired = need.fired.map(({ id }) => id).filter((id) => id !== "usual");
          if (shown.has(fired.join()) || canBeSigned(need.steps, people)) continue;
          shown.set(fired.join(), fired);
        }
      }
      const stuck = [...shown.values()];
      // Whatever is stuck is within what is told, and whatever is told is met by something that is stuck.
      for (const fired of stuck) expect(told.some((rules) => rules.every((name) => fired.includes(name)))).toBe(true);
      for (const rules of told) expect(stuck.some((fired) => rules.every((name) => fired.includes(name)))).toBe(true);
    }),
    { numRuns: 50 },
  );
});

test("a shortage is told exactly where not everybody finds a place", () => {
  const groups = [CHECKERS, LEADS, TREASURY];
  const someSteps = fc.array(fc.record({ group: fc.constantFrom(...groups), count: fc.integer({ min: 1, max: 2 }) }), { maxLength: 3 });
  fc.assert(
    fc.property(someSteps, fc.subarray(["lea", "cleo", "cem", "cora"]), (steps, ids) => {
      const people = ids.map(checker);
      expect(canSign(steps, people)).toBe(canBeSigned(steps, people));
      const shortage = findShortage(steps, people);
      expect(shortage === null).toBe(canSign(steps, people));
      if (shortage) expect(canSign(shortage.steps, people)).toBe(false);
    }),
  );
});
