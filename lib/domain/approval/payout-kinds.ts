import { CURRENCIES, type Currency } from "@/lib/base/currency";
import { DAY_MS } from "@/lib/base/time";
import { PAYEE_RESULTS } from "@/lib/domain/account/payee-check";
import { isSenseRule, SENSE_RULES, type SenseRule } from "@/lib/domain/payout/sense-rules";
import { kindsOf, type NeedFacts, wholeMinor, whyHolds } from "./conditions";
import type { ApprovalPolicy, ConditionKind, Conditions, PolicyRule, Range } from "./policy";

// Which rules can fire for one and the same payout. All that rules ask of a payout is cut into facets that do not depend on each other;
// each has as many values as the policy's own limits can tell apart, and of each value the conditions themselves say whether they hold.

/** By which provider, in which currencies and by which rails money can leave; null where none of it goes back to where it came from. */
export type PayoutWay = NeedFacts["provider"] & {
  readonly rails: readonly string[];
  readonly currencies: readonly Currency[];
  readonly closedLoop: string | null;
};

export type PayoutMaker = { readonly id: string; readonly name: string; readonly isPerson: boolean };

/** Payouts of one maker in one currency, of one loop. Rules are named by their place in the policy. */
export type PayoutKind = {
  /** Whether one payout of this kind can meet all of them. */
  readonly canMeet: (rules: readonly number[]) => boolean;
  /** Whether one can meet none of them. */
  readonly canEscape: (rules: readonly number[]) => boolean;
};

type Facet = { readonly kinds: readonly ConditionKind[]; readonly values: readonly Partial<NeedFacts>[] };

/** Every kind that the policy can tell from another. */
export function payoutKinds(policy: ApprovalPolicy, ways: readonly PayoutWay[]): (maker: PayoutMaker) => readonly PayoutKind[] {
  const masks = maskReader(policy);
  const shared = { ...timeFacets(policy), open: receiverFacets(policy), closed: [{ kinds: RECEIVER_KINDS, values: [NO_RECEIVER] }] };
  const currencies = CURRENCIES.filter((currency) => ways.some((way) => way.currencies.includes(currency)));
  const moneys = currencies.flatMap((currency) => moneyFacets(policy, currency).map((facets) => ({ currency, facets })));
  const sources = sourceFacets();
  const halves = LOOPS.flatMap((loop) =>
    moneys.flatMap(({ currency, facets }) => {
      const going = ways.filter((way) => way.currencies.includes(currency) && (loop === "open" || way.closedLoop !== null));
      const way = {
        kinds: ["provider", "rail"],
        values: going.map(({ id, label, rails }) => ({ provider: { id, label }, rails })),
      } as const;
      const only = { kinds: ["loop"], values: [{ loop }] } as const;
      return going.length === 0 ? [] : [{ loop, facets: [only, way, ...facets, ...shared[loop], shared.weekday, shared.hours] }];
    }),
  );
  return (maker) => {
    const made = { kinds: ["maker"], values: [{ maker }] } as const;
    const known = new Map<string, PayoutKind>();
    for (const { loop, facets } of halves) {
      const rows = [made, sources[loop][maker.isPerson ? "person" : "key"], ...facets].map(masks);
      // What every rule looks upon alike is one kind.
      known.set(JSON.stringify(rows.map(({ all, ofRule }) => [all, ...ofRule].map(String))), kindOf(rows));
    }
    return [...known.values()];
  };
}

const LOOPS = ["open", "closed"] as const;

/** For which values of a facet each rule holds, a bit each. */
type Row = { readonly all: bigint; readonly ofRule: readonly bigint[] };

function maskReader({ rules }: ApprovalPolicy): (facet: Facet) => Row {
  const read = new Map<Facet, Row>();
  return (facet) => {
    const all = (1n << BigInt(facet.values.length)) - 1n;
    const row = read.get(facet) ?? { all, ofRule: rules.map((rule) => maskOf(rule, facet, all)) };
    read.set(facet, row);
    return row;
  };
}

function maskOf({ when, effect }: PolicyRule, { kinds, values }: Facet, all: bigint): bigint {
  const asked = kindsOf(when).filter((kind) => kinds.includes(kind));
  if (asked.length === 0) return all;
  const part: Conditions = Object.fromEntries(asked.map((kind) => [kind, when[kind]]));
  const caution = effect.people === "none" ? "surely" : "perhaps";
  return values.reduce((mask, value, bit) => {
    return whyHolds(part, { ...ANYTHING, ...value }, caution) === null ? mask : mask | (1n << BigInt(bit));
  }, 0n);
}

/** Asking for every way in which rules can be missed is without end where somebody wrote very many of them. */
const MOST_WAYS = 10_000;

function kindOf(rows: readonly Row[]): PayoutKind {
  const canMeet = (rules: readonly number[]) =>
    rows.every(({ all, ofRule }) => rules.reduce((mask, rule) => mask & (ofRule[rule] ?? 0n), all) !== 0n);
  const canEscape = (rules: readonly number[]) => {
    let ways = 0;
    const miss = (left: readonly bigint[], [rule, ...others]: readonly number[]): boolean => {
      if (rule === undefined || ++ways > MOST_WAYS) return true;
      return rows.some(({ ofRule }, facet) => {
        const missed = (left[facet] ?? 0n) & ~(ofRule[rule] ?? 0n);
        return missed !== 0n && miss(left.with(facet, missed), others);
      });
    };
    return miss(
      rows.map(({ all }) => all),
      rules.filter((rule) => canMeet([rule])),
    );
  };
  return { canMeet, canEscape };
}

/** Whatever no facet says. */
const ANYTHING: NeedFacts = {
  ...{ amount: { minor: 1n, currency: "EUR" }, converted: null, makerDay: null, provider: { id: "", label: "" }, rails: [], loop: "open" },
  ...{ source: "screen", maker: { id: "", name: "" }, receiver: null, risks: [], payee: null, now: new Date(0), timeZone: "UTC" },
};

/** As the policy can tell them apart: one list for each of "converted" and "cannot be converted". */
function moneyFacets({ rules, currency: base }: ApprovalPolicy, currency: Currency): readonly (readonly Facet[])[] {
  const rangesOf = (kind: "amount" | "ownAmount" | "makerDay") => rules.flatMap(({ when }) => when[kind] ?? []);
  const [converted, own] = [[...rangesOf("amount"), ...rangesOf("makerDay")], rangesOf("ownAmount")];
  const ofDay = (minors: readonly bigint[], least: bigint) =>
    // A day's total has the payout in it; it is not known where another of the day cannot be converted.
    rangesOf("makerDay").length === 0
      ? [null]
      : [null, ...minors.filter((minor) => minor >= least).map((minor) => ({ minor, currency: base }))];
  const worth = (minors: readonly bigint[], more: (minor: bigint) => Partial<NeedFacts>) =>
    minors.flatMap((minor) =>
      ofDay(minors, minor).map((makerDay) => ({ converted: { money: { minor, currency: base }, rate: null }, makerDay, ...more(minor) })),
    );
  if (currency === base) {
    const values = worth(minorsOf([...converted, ...own], base), (minor) => ({ amount: { minor, currency } }));
    return [[{ kinds: ["amount", "ownAmount", "makerDay", "currency"], values }]];
  }
  const amounts = minorsOf(own, currency).map((minor) => ({ amount: { minor, currency } }));
  const owns: Facet = { kinds: ["ownAmount", "currency"], values: amounts };
  const known = worth(minorsOf(converted, base), () => ({}));
  const unknown = [{ amount: { minor: 1n, currency }, converted: null, makerDay: null }];
  return [known, unknown].map((values) => [owns, { kinds: ["amount", "makerDay"], values }]);
}

/** One amount between each two neighbouring limits, and one above them all. */
function minorsOf(ranges: readonly Range[], currency: Currency): readonly bigint[] {
  const limits = ranges
    .flatMap(({ above, upTo }) => [above ?? "0", upTo ?? "0"].map((limit) => wholeMinor(limit, currency)))
    .sort((a, b) => (a < b ? -1 : 1));
  const beyond = (limits.at(-1) ?? 0n) + 1n;
  return [...new Set(limits), beyond].filter((minor) => minor > 0n);
}

/** What comes in by API is a program's; a program's may be edited on the screen. What stands out in a file does so only there. */
function sourceFacets() {
  const facetOf = (sources: readonly NeedFacts["source"][], risks: readonly (readonly SenseRule[])[]): Facet => ({
    kinds: ["source", "risk", "receiver"],
    values: sources.flatMap((source) =>
      risks.map((found) => ({ source, risks: source === "batch" ? found : found.filter((risk) => risk !== "sameRow") })),
    ),
  });
  const both = (risks: readonly (readonly SenseRule[])[]) => ({
    person: facetOf(["screen", "batch", "schedule"], risks),
    key: facetOf(["screen", "api", "batch", "schedule"], risks),
  });
  const without = (...left: readonly SenseRule[]) =>
    Object.keys(SENSE_RULES)
      .filter(isSenseRule)
      .filter((risk) => !left.includes(risk));
  return {
    // Whoever was never paid has neither a usual amount nor another account that was; a new account was not paid before it changed.
    open: both([[], without("accountNew", "amountAbove"), without("firstPayout", "accountChanged"), without("firstPayout", "accountNew")]),
    closed: both([[], without("firstPayout", "accountNew", "accountChanged", "accountShared")]),
  };
}

const RECEIVER_KINDS = ["receiverYoungerThanDays", "country", "tag", "payee"] as const satisfies readonly ConditionKind[];
const NO_RECEIVER: Partial<NeedFacts> = { loop: "closed", receiver: null };

function receiverFacets({ rules }: ApprovalPolicy): readonly Facet[] {
  const all = <T>(values: (when: Conditions) => readonly T[] | undefined) => [...new Set(rules.flatMap(({ when }) => values(when) ?? []))];
  const now = new Date(0);
  const nobody = { since: now, country: null, tags: [] };
  const aged = (days: number) => ({ now, receiver: { ...nobody, since: new Date(now.getTime() - days * DAY_MS) } });
  const ages = all(({ receiverYoungerThanDays: days }) => (days === undefined ? [] : [days]));
  const countries = [...all(({ country }) => country).filter((country) => country !== "none"), OTHER_COUNTRY, null];
  return [
    // Younger than each limit, and as old as the highest.
    { kinds: ["receiverYoungerThanDays"], values: [...ages.map((days) => aged(days - 1)), aged(Math.max(0, ...ages))] },
    { kinds: ["country"], values: countries.map((country) => ({ receiver: { ...nobody, country } })) },
    { kinds: ["tag"], values: [[], all(({ tag }) => tag)].map((tags) => ({ receiver: { ...nobody, tags } })) },
    { kinds: ["payee"], values: [...PAYEE_RESULTS, null].map((payee) => ({ payee, loop: "open" as const })) },
  ];
}

const OTHER_COUNTRY = "ZZ";

/** In the merchant's zone, of whatever zone that is. */
function timeFacets({ rules }: ApprovalPolicy): { readonly weekday: Facet; readonly hours: Facet } {
  const times = ["00:00", ...rules.flatMap(({ when }) => (when.hours ? [when.hours.from, when.hours.to] : []))];
  return {
    weekday: { kinds: ["weekday"], values: Array.from({ length: 7 }, (_, day) => ({ now: new Date(day * DAY_MS) })) },
    hours: { kinds: ["hours"], values: [...new Set(times)].map((time) => ({ now: new Date(`1970-01-01T${time}:00Z`) })) },
  };
}
