import type { Currency } from "@/lib/base/currency";
import { type AccountKind, currenciesOfKind } from "@/lib/domain/account/address";

/** A merchant account that payouts may be drawn from, with what it can do. */
export type PayoutConnection = {
  readonly id: string;
  readonly name: string;
  readonly provider: string;
  readonly providerLabel: string;
  readonly currencies: readonly Currency[];
  readonly accountKinds: readonly AccountKind[];
  /** How many of the newest payouts left from here, by currency. */
  readonly uses: Readonly<Partial<Record<Currency, number>>>;
  /** Longest text for the receiver's statement, by currency. */
  readonly statementLimits: Readonly<Partial<Record<Currency, number>>>;
};

type ConnectionRow = { readonly id: string; readonly name: string; readonly provider: string; readonly currency: string | null };
type Ability = {
  readonly label: string;
  readonly currencies: readonly Currency[];
  readonly accountKinds: readonly AccountKind[];
  readonly statementTextLimit: (currency: Currency) => number;
};
type Use = { readonly connectionId: string; readonly currency: Currency; readonly times: number };

/** A connection on file with what its provider can do, narrowed to the one currency that it may have, and what it is used for. */
export function payoutConnectionOf(
  { id, name, provider, currency: only }: ConnectionRow,
  ability: Ability,
  uses: readonly Use[],
): PayoutConnection {
  const currencies = only === null ? ability.currencies : ability.currencies.filter((currency) => currency === only);
  const usesOf = uses.filter((use) => use.connectionId === id).map(({ currency, times }) => [currency, times]);
  return {
    ...{ id, name, provider, providerLabel: ability.label, currencies, accountKinds: ability.accountKinds },
    uses: Object.fromEntries(usesOf),
    statementLimits: Object.fromEntries(currencies.map((currency) => [currency, ability.statementTextLimit(currency)])),
  };
}

/** Why this connection cannot pay that kind of account in that currency; null when it can. */
export function whyNotFrom(
  connection: PayoutConnection,
  { currency, accountKind }: { currency: Currency; accountKind: AccountKind },
): string | null {
  if (!connection.accountKinds.includes(accountKind)) return "cannot pay to this kind of account";
  if (!connection.currencies.includes(currency)) return `does not pay out in ${currency}`;
  return null;
}

/** The currencies in which any of the connections can pay that kind of account. */
export function currenciesFor(connections: readonly PayoutConnection[], accountKind: AccountKind): readonly Currency[] {
  const only = currenciesOfKind(accountKind);
  const all = connections.filter(({ accountKinds }) => accountKinds.includes(accountKind)).flatMap(({ currencies }) => currencies);
  return [...new Set(all)].filter((currency) => only === null || only.includes(currency)).sort();
}

/** The one that is meant when nobody has said: what paid this receiver last, or else what mostly pays in this currency. */
export function likelyConnection(
  connections: readonly PayoutConnection[],
  { currency, accountKind, lastUsed }: { currency: Currency; accountKind: AccountKind; lastUsed: string | null },
): string | null {
  const fitting = connections.filter((connection) => whyNotFrom(connection, { currency, accountKind }) === null);
  const known = fitting.find(({ id }) => id === lastUsed);
  if (known || fitting.length === 1) return (known ?? fitting[0])?.id ?? null;
  const usesOf = ({ uses }: PayoutConnection) => uses[currency] ?? 0;
  const [usual] = fitting.filter((connection) => usesOf(connection) > 0).sort((a, b) => usesOf(b) - usesOf(a));
  return usual?.id ?? null;
}

const CURRENCY_OF_COUNTRY: Readonly<Record<string, Currency>> = { GB: "GBP", PL: "PLN", SE: "SEK", DK: "DKK" };

/** What a payout to this account is most likely made in; the screen shows it and the person may change it. */
export function likelyCurrency(
  currencies: readonly Currency[],
  { accountKind, masked }: { accountKind: AccountKind; masked: string },
): Currency | null {
  const home: Currency = currenciesOfKind(accountKind)?.[0] ?? CURRENCY_OF_COUNTRY[masked.slice(0, 2)] ?? "EUR";
  return currencies.includes(home) ? home : (currencies[0] ?? null);
}
