import type { NumberLiteral } from "@/lib/base/exact-json";
import type { Fault } from "../contract/fault";
import { readAnswer } from "./answers";
import type { BitPayClient } from "./client";
import { Coins, Rates } from "./wire";

// What BitPay tells everybody: no key, no token, no signature.

type Unavailable = { readonly kind: "unavailable"; readonly fault: Fault };

export type RateOf = { readonly currency: string; readonly name: string | null; readonly rate: NumberLiteral };

/** What one unit of `base` costs in each currency, or in one; BitPay writes one rate alone, or several as a list. */
export async function readRates(
  client: BitPayClient,
  { base, currency }: { readonly base: string; readonly currency?: string },
): Promise<{ readonly kind: "read"; readonly rates: readonly RateOf[] } | Unavailable> {
  const path = ["/rates", base, ...(currency === undefined ? [] : [currency])].map((part, place) =>
    place ? encodeURIComponent(part) : part,
  );
  const read = readAnswer(await client.readPublic("readRates", path.join("/")), Rates, client.now());
  if (read.kind !== "read") return { kind: "unavailable", fault: read.fault };
  return { kind: "read", rates: read.value.map(({ code, name, rate }) => ({ currency: code, name: name ?? null, rate })) };
}

export type Coin = {
  readonly currency: string;
  readonly name: string | null;
  readonly decimals: number | null;
  readonly chain: string | null;
};

export async function readCurrencies(
  client: BitPayClient,
): Promise<{ readonly kind: "read"; readonly coins: readonly Coin[] } | Unavailable> {
  const read = readAnswer(await client.readPublic("readCurrencies", "/currencies"), Coins, client.now());
  if (read.kind !== "read") return { kind: "unavailable", fault: read.fault };
  const coins = read.value.map(({ code, name, precision, chain }) => ({
    currency: code,
    name: name ?? null,
    decimals: precision && /^\d{1,2}$/.test(precision) ? Number(precision) : null,
    chain: chain ?? null,
  }));
  return { kind: "read", coins };
}
