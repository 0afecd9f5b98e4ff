import * as z from "zod";
import type { Currency } from "@/lib/base/currency";
import { CURRENCIES } from "@/lib/base/currency";
import type { Outcome } from "./compare-sides";
import type { FindingKind } from "./kinds";
import { differenceOf } from "./sides";

const Told = z.object({
  /** The payout's number, the provider's id of it, or "Balance". */
  name: z.string(),
  status: z.string(),
  amountMinor: z.string(),
  currency: z.enum(CURRENCIES),
});

/** Both sides in words and figures, as they are kept and shown; without times, which change although nothing did. */
export const FindingFacts = z.object({ ours: Told.nullable(), theirs: z.array(Told) });
export type FindingFacts = z.infer<typeof FindingFacts>;

export type SeenFinding = {
  readonly kind: FindingKind;
  readonly subject: string;
  readonly payoutId: string | null;
  /** Minor units by currency that the provider's side has more than ours. */
  readonly differences: Readonly<Record<string, string>>;
  readonly facts: FindingFacts;
};

/** A finding as it is recognised from run to run: by our payout where there is one, else by the provider's record. */
export function findingOf({ finding, ours, theirs }: Extract<Outcome, { kind: "finding" }>): SeenFinding {
  const [record] = theirs;
  return {
    kind: finding,
    subject: ours?.payoutId ?? record?.providerPayoutId ?? "",
    payoutId: ours?.payoutId ?? null,
    differences: asText(differenceOf(ours, theirs)),
    facts: {
      ours: ours && { name: ours.number, status: ours.state, amountMinor: `${ours.amount.minor}`, currency: ours.amount.currency },
      theirs: theirs.flatMap(({ providerPayoutId: name, providerStatus: status, amount }) => {
        const shown = amount ?? ours?.amount;
        return shown ? [{ name, status, amountMinor: `${shown.minor}`, currency: shown.currency }] : [];
      }),
    },
  };
}

/** A balance that is not what it should be; its subject is the currency. Only by how much is kept, since the rest moves every day. */
export function balanceFinding(wrong: {
  readonly currency: Currency;
  readonly balanceMinor: bigint;
  readonly expectedMinor: bigint;
}): SeenFinding {
  const { currency, balanceMinor, expectedMinor } = wrong;
  const minor = balanceMinor - expectedMinor;
  const told = { name: "Balance", status: minor < 0n ? "less than expected" : "more than expected", amountMinor: `${minor}`, currency };
  return {
    kind: "balanceDiffers",
    subject: currency,
    payoutId: null,
    differences: asText(new Map([[currency, minor]])),
    facts: { ours: null, theirs: [told] },
  };
}

function asText(sums: ReadonlyMap<Currency, bigint>): Readonly<Record<string, string>> {
  return Object.fromEntries([...sums].map(([currency, minor]) => [currency, minor.toString()]));
}
