import type { Currency } from "@/lib/base/currency";
import type { Tx } from "@/lib/db/client";
import { readRates } from "@/lib/db/read-rates";

type Pair = { readonly merchantId: string; readonly currency: Currency; readonly inCurrency: Currency };

/** What one of a currency counts as now, in the direction in which it was said; null where nobody has said it. */
export async function rateNow(tx: Tx, { merchantId, currency, inCurrency }: Pair): Promise<string | null> {
  const rates = await readRates(tx, { merchantId, currency });
  return rates.find((rate) => rate.currency === currency && rate.inCurrency === inCurrency)?.rate ?? null;
}
