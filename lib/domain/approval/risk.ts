import { dayOf } from "@/lib/base/day";
import type { PayeeResult } from "@/lib/domain/account/payee-check";

/** What raises a payout's risk besides the warnings of lib/domain/payout/sense-rules.ts. */
export type RiskFacts = {
  /** How many warnings stand now. */
  readonly warnings: number;
  /** What policy asks of whoever approves: a proof for this very item is only asked where the item is worth it. */
  readonly stepUp: string;
  /** What the receiver's bank said of the name; null where it was never asked. */
  readonly payee: PayeeResult | null;
  /** Nobody has called back about the account yet. */
  readonly isAccountUnconfirmed: boolean;
  /** What the maker has asked for before. */
  readonly makerTimes: number;
  readonly maker: { readonly kind: string; readonly name: string };
  readonly askedAt: Date;
  readonly timeZone: string;
};

/** High risk is opened and read before it is approved; of low risk several may be approved at once. `marks`: why it is high, or worth a look. */
export type Risk = { readonly level: "low" | "high"; readonly marks: readonly string[] };

export function riskOf(facts: RiskFacts): Risk {
  const marks = [
    facts.payee === "noMatch" ? "The receiver's bank says that the name is another one." : null,
    facts.payee === "partialMatch" ? "The receiver's bank says that the name is nearly, but not quite, this one." : null,
    facts.isAccountUnconfirmed ? "Nobody has called back to confirm the account yet." : null,
    facts.maker.kind === "person" && facts.makerTimes === 0 ? `It is the first payout that ${facts.maker.name} has asked for.` : null,
    facts.maker.kind === "person" ? sayHour(facts.askedAt, facts.timeZone) : null,
  ].filter((mark) => mark !== null);
  const isHigh = facts.warnings > 0 || marks.length > 0 || facts.stepUp === "item";
  return { level: isHigh ? "high" : "low", marks };
}

const DAY_BEGINS = "06:00";
const DAY_ENDS = "21:00";

/** People at a desk work by day; what is asked for at night was perhaps not asked for by them. */
export function sayHour(at: Date, timeZone: string): string | null {
  const time = new Intl.DateTimeFormat("en-GB", { timeZone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(at);
  if (time >= DAY_BEGINS && time < DAY_ENDS) return null;
  return `It was asked for at ${time} on ${dayOf(at, timeZone)}, when few people are at work.`;
}
