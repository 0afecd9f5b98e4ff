import { type Day, dayOf } from "@/lib/base/day";
import { foldText } from "@/lib/base/text";
import { DAY_MS } from "@/lib/base/time";

/** How far the day that a caller names may be from ours: banks book later, and people forget. */
export const SLACK_DAYS = 3;

const HOW = {
  number: { weight: 100, why: () => "This is its number" },
  traceId: { weight: 96, why: () => "This is the payment's trace id" },
  providerId: { weight: 95, why: () => "This is the provider's id of it" },
  orderId: { weight: 92, why: () => "It pays back this order" },
  paidIn: { weight: 90, why: () => "It pays back a payment that is known by this" },
  reference: { weight: 88, why: () => "This is its reference" },
  account: { weight: 86, why: () => "It went to this account" },
  email: { weight: 84, why: () => "The receiver has this e-mail address" },
  accountPart: { weight: 80, why: () => "It went to an account with this number, at some bank" },
  receiverReference: { weight: 78, why: () => "The receiver has this reference" },
  amount: { weight: 60, why: sayDay },
  name: { weight: 50, why: ({ detail }) => `The receiver is called ${detail}` },
  lastFour: { weight: 45, why: ({ detail }) => `It went to an account that ends in ${detail}` },
  likeName: { weight: 30, why: ({ detail }) => `Nobody is called exactly so; ${detail} is the nearest` },
} as const satisfies Record<string, { weight: number; why: (found: FoundPayout, asked: RankFacts) => string }>;

export type HowFound = keyof typeof HOW;
export const HOWS = Object.keys(HOW).filter(isHowFound);

function isHowFound(text: string): text is HowFound {
  return Object.hasOwn(HOW, text);
}

/** A payout that one of the readings has found. `detail` is the name or ending by which. */
export type FoundPayout = {
  readonly id: string;
  readonly createdAt: Date;
  readonly how: HowFound;
  readonly wanted: string;
  readonly detail: string | null;
};

/** The day that was named beside an amount, and in whose zone it is one. */
export type RankFacts = { readonly day: Day | null; readonly timeZone: string };

export type RankedPayout = { readonly id: string; readonly why: string };

/** Each payout once, by its best reason; the surest reasons first, and of equally sure ones the newest payout. */
export function rankFound(found: readonly FoundPayout[], facts: RankFacts): readonly RankedPayout[] {
  const best = new Map<string, { readonly one: FoundPayout; readonly weight: number }>();
  for (const one of found) {
    const weight = weigh(one, facts);
    const before = best.get(one.id);
    if (!before || weight > before.weight) best.set(one.id, { one, weight });
  }
  return [...best.values()]
    .sort((a, b) => b.weight - a.weight || b.one.createdAt.getTime() - a.one.createdAt.getTime())
    .map(({ one }) => ({ id: one.id, why: HOW[one.how].why(one, facts) }));
}

/** Within one reason: whole words of a name before parts of one, and the named day before its neighbours. */
function weigh(one: FoundPayout, facts: RankFacts): number {
  const { weight } = HOW[one.how];
  if (one.how === "name") return weight + (hasWholeWords(one) ? 2 : 0);
  return one.how === "amount" ? weight - Math.abs(daysOff(one, facts)) : weight;
}

function hasWholeWords({ wanted, detail }: FoundPayout): boolean {
  const words = foldText(detail ?? "").split(/[\s,.-]+/);
  return wanted.split(" ").every((word) => words.includes(word));
}

function daysOff({ createdAt }: FoundPayout, { day, timeZone }: RankFacts): number {
  return day ? Math.round((Date.parse(dayOf(createdAt, timeZone)) - Date.parse(day)) / DAY_MS) : 0;
}

function sayDay(found: FoundPayout, facts: RankFacts): string {
  if (!facts.day) return "It is this amount";
  const days = daysOff(found, facts);
  if (days === 0) return "It is this amount, made on this day";
  const many = Math.abs(days) === 1 ? "a day" : `${Math.abs(days)} days`;
  return `It is this amount, made ${many} ${days < 0 ? "before" : "after"}`;
}
