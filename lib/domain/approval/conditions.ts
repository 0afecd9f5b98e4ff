import { type Currency, decimalsOf } from "@/lib/base/currency";
import { dayOf } from "@/lib/base/day";
import type { Money } from "@/lib/base/money";
import { sayMoney } from "@/lib/base/say-money";
import { DAY_MS } from "@/lib/base/time";
import type { PayeeResult } from "@/lib/domain/account/payee-check";
import type { SenseRule } from "@/lib/domain/payout/sense-rules";
import type { Converted } from "./exchange";
import type { ConditionKind, Conditions, Hours, PayoutSource, Range } from "./policy";
import { listOr, SAID } from "./policy-words";

/** All that rules may ask about a payout, as it stands when it is judged. */
export type NeedFacts = {
  readonly amount: Money;
  /** In the policy's currency; null without a rate. */
  readonly converted: Converted | null;
  /** What the maker asked for today, this payout included; null where a rate is missing, or nobody asked. */
  readonly makerDay: Money | null;
  readonly provider: { readonly id: string; readonly label: string };
  /** By which it may go. */
  readonly rails: readonly string[];
  readonly loop: "closed" | "open";
  readonly source: PayoutSource;
  readonly maker: { readonly id: string; readonly name: string };
  /** Null where the money goes back to an account that paid in. */
  readonly receiver: { readonly since: Date; readonly country: string | null; readonly tags: readonly string[] } | null;
  readonly risks: readonly SenseRule[];
  readonly payee: PayeeResult | null;
  readonly now: Date;
  readonly timeZone: string;
};

/** Where facts leave it open, a rule that asks for something takes it for true, and one that lets go takes it for false. */
export type Caution = "surely" | "perhaps";

type Check<K extends ConditionKind> = (value: NonNullable<Conditions[K]>, facts: NeedFacts, caution: Caution) => string | null;

/** For each kind of condition: why it holds, or null. */
const CHECKS: { readonly [K in ConditionKind]: Check<K> } = {
  amount: (range, { amount, converted }, caution) => {
    if (converted === null)
      return isAboveAll(range, caution) ? `there is no rate for ${amount.currency}, so the amount counts as above every limit` : null;
    return isWithin(converted.money, range) ? `the amount is ${sayConverted(amount, converted)}` : null;
  },
  ownAmount: (range, { amount }) => (isWithin(amount, range) ? `the amount is ${sayMoney(amount)}` : null),
  makerDay: (range, { makerDay, maker }, caution) => {
    if (makerDay === null) return isAboveAll(range, caution) ? `what ${maker.name} asked for today cannot be converted` : null;
    return isWithin(makerDay, range) ? `${maker.name} has asked for ${sayMoney(makerDay)} today` : null;
  },
  currency: (currencies, { amount }) => (currencies.includes(amount.currency) ? `it is paid in ${amount.currency}` : null),
  provider: (providers, { provider }) => (providers.includes(provider.id) ? `it goes through ${provider.label}` : null),
  rail: (rails, facts, caution) => {
    const fitting = facts.rails.filter((rail) => rails.includes(rail));
    if (fitting.length === 0 || (caution === "surely" && fitting.length < facts.rails.length)) return null;
    return `it may go by ${listOr(fitting)}`;
  },
  loop: (loops, { loop }) => (loops.includes(loop) ? `it goes ${SAID.loop[loop]}` : null),
  source: (sources, { source }) => (sources.includes(source) ? `it came ${SAID.source[source]}` : null),
  maker: (makers, { maker }) => (makers.includes(maker.id) ? `${maker.name} made it` : null),
  receiver: (marks, { risks }) => {
    const fitting = marks.filter((mark) => risks.includes(mark));
    return fitting.length === 0 ? null : fitting.map((mark) => SAID.risk[mark]).join(" and ");
  },
  receiverYoungerThanDays: (days, { receiver, now }) => {
    if (receiver === null || now.getTime() - receiver.since.getTime() >= days * DAY_MS) return null;
    return `the receiver has been on file for fewer than ${days} days`;
  },
  country: (countries, { receiver }) => {
    if (receiver === null || !countries.includes(receiver.country ?? "none")) return null;
    return receiver.country === null ? "the receiver's country is not on file" : `the receiver is in ${receiver.country}`;
  },
  tag: (tags, { receiver }) => {
    const fitting = receiver?.tags.filter((tag) => tags.includes(tag)) ?? [];
    return fitting.length === 0 ? null : `the receiver is tagged ${listOr(fitting)}`;
  },
  risk: (rules, { risks }) => {
    const fitting = rules.filter((rule) => risks.includes(rule));
    return fitting.length === 0 ? null : fitting.map((rule) => SAID.risk[rule]).join(" and ");
  },
  payee: (results, { payee, loop }) => (loop === "open" && results.includes(payee ?? "none") ? SAID.payee[payee ?? "none"] : null),
  weekday: (days, { now, timeZone }) => {
    const day = weekdayOf(now, timeZone);
    return days.includes(day) ? `it is ${SAID.weekday(day)}` : null;
  },
  hours: (hours, { now, timeZone }) => {
    const time = timeOf(now, timeZone);
    return isDuring(time, hours) ? `it is ${time}` : null;
  },
};

/** Why all of them hold, in a phrase each; null where one does not. */
export function whyHolds(when: Conditions, facts: NeedFacts, caution: Caution): readonly string[] | null {
  const whys: string[] = [];
  for (const kind of kindsOf(when)) {
    const why = check(kind, when, { facts, caution });
    if (why === null) return null;
    whys.push(why);
  }
  return whys;
}

export function kindsOf(when: Conditions): readonly ConditionKind[] {
  return CONDITION_KINDS.filter((kind) => when[kind] !== undefined);
}

const CONDITION_KINDS = Object.keys(CHECKS).filter(isConditionKind);

function isConditionKind(text: string): text is ConditionKind {
  return Object.hasOwn(CHECKS, text);
}

function check<K extends ConditionKind>(
  kind: K,
  when: Conditions,
  { facts, caution }: { facts: NeedFacts; caution: Caution },
): string | null {
  const value = when[kind];
  return value === undefined || value === null ? null : CHECKS[kind](value, facts, caution);
}

function isWithin({ minor, currency }: Money, { above, upTo }: Range): boolean {
  return (above === undefined || minor > wholeMinor(above, currency)) && (upTo === undefined || minor <= wholeMinor(upTo, currency));
}

/** An amount above every limit is within a range that has no end, though never surely enough to let it go. */
function isAboveAll({ upTo }: Range, caution: Caution): boolean {
  return upTo === undefined && caution === "perhaps";
}

/** What is finer than the currency is cut off: no whole amount lies between. */
export function wholeMinor(decimal: string, currency: Currency): bigint {
  const [whole = "0", fraction = ""] = decimal.split(".");
  const decimals = decimalsOf(currency);
  return BigInt(whole + fraction.slice(0, decimals).padEnd(decimals, "0"));
}

function sayConverted(amount: Money, { money, rate }: Converted): string {
  if (rate === null) return sayMoney(money);
  return `${sayMoney(money)} (${sayMoney(amount)} by the rate of ${rate.day})`;
}

/** Monday is 1. */
function weekdayOf(at: Date, timeZone: string): number {
  return new Date(`${dayOf(at, timeZone)}T00:00:00Z`).getUTCDay() || 7;
}

const clocks = new Map<string, Intl.DateTimeFormat>();

function timeOf(at: Date, timeZone: string): string {
  const clock =
    clocks.get(timeZone) ?? new Intl.DateTimeFormat("en-GB", { timeZone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  clocks.set(timeZone, clock);
  return clock.format(at);
}

function isDuring(time: string, { from, to }: Hours): boolean {
  return from < to ? from <= time && time < to : time >= from || time < to;
}
