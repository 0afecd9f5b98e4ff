import type { Money } from "@/lib/base/money";
import { canonicalJson } from "@/lib/domain/rest/canonical-json";

/** What leaves one connection in one currency, of the payouts that are signed. */
export type UnitTotal = { readonly connectionId: string; readonly payouts: number; readonly sum: Money };

/** What a checker signs of a unit besides each payout as it was shown (lib/domain/approval/shown.ts). */
export type ShownUnit = {
  readonly unitId: string;
  readonly totals: readonly UnitTotal[];
  /** How many accounts the money goes to. */
  readonly payees: number;
};

/** The sums as one text, the same for the same sums: the first line of what is hashed for a signature. */
export function shownUnitText({ unitId, totals, payees }: ShownUnit): string {
  const sums = totals.map(({ connectionId, payouts, sum }) => `${connectionId} ${sum.currency} ${payouts} ${sum.minor}`);
  return canonicalJson({ unitId, payees, totals: sums.sort() });
}

/** One further line for each payout, in the order of their ids: whoever is taken out, added or changed makes it another text. */
export function shownUnitLine({ payoutId, shownHash }: { readonly payoutId: string; readonly shownHash: string }): string {
  return `\n${payoutId} ${shownHash}`;
}
