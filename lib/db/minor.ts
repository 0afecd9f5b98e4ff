import { type Currency, isCurrency } from "@/lib/base/currency";
import type { Money } from "@/lib/base/money";
import { Prisma } from "./generated/client";

/** Amounts are stored as whole numbers of up to 38 digits; these two are the only way in and out. */
export function minorOf(stored: Prisma.Decimal): bigint {
  return BigInt(stored.toFixed(0));
}

export function decimalOf(minor: bigint): Prisma.Decimal {
  return new Prisma.Decimal(minor.toString());
}

export function moneyOf(stored: Prisma.Decimal, currency: string): Money {
  return { minor: minorOf(stored), currency: currencyOf(currency) };
}

/** A stored currency that we do not know is a broken promise of the database, not something to render. */
export function currencyOf(stored: string): Currency {
  if (!isCurrency(stored)) throw new Error(`The database holds an unknown currency: ${stored}.`);
  return stored;
}
