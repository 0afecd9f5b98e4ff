import { CURRENCIES, type Currency } from "@/lib/base/currency";
import { db } from "@/lib/db/client";
import { findProvider } from "@/lib/providers/registry";

/** What this merchant's history can be narrowed to: its own connections and their providers, active or not. */
export type HistoryChoices = {
  readonly providers: readonly { readonly id: string; readonly label: string }[];
  readonly connections: readonly { readonly id: string; readonly name: string; readonly provider: string }[];
  /** What these providers pay out in, and by which rails. */
  readonly currencies: readonly Currency[];
  readonly rails: readonly string[];
  /** Who may have made or decided something: everyone who has ever worked here, and the merchant's own systems. */
  readonly people: readonly { readonly id: string; readonly name: string }[];
  readonly apiKeys: readonly { readonly id: string; readonly name: string }[];
  /** The newest files; one that is older is reached from its own page. */
  readonly batches: readonly { readonly id: string; readonly name: string }[];
};

const MOST_BATCHES = 100;

export async function listHistoryChoices(merchantId: string): Promise<HistoryChoices> {
  const named = { id: true, name: true } as const;
  const [connections, people, apiKeys, batches] = await Promise.all([
    db().connection.findMany({
      where: { merchantId },
      select: { ...named, provider: true },
      orderBy: [{ provider: "asc" }, { name: "asc" }],
    }),
    db().person.findMany({ where: { memberships: { some: { merchantId } } }, select: named, orderBy: { name: "asc" } }),
    db().apiKey.findMany({ where: { merchantId }, select: named, orderBy: { name: "asc" } }),
    db().batch.findMany({ where: { merchantId }, select: named, orderBy: [{ createdAt: "desc" }, { id: "desc" }], take: MOST_BATCHES }),
  ]);
  const ids = [...new Set(connections.map(({ provider }) => provider))];
  const paidIn = ids.flatMap((id) => findProvider(id)?.manifest.currencies ?? []);
  return {
    providers: ids.map((id) => ({ id, label: providerLabel(id) })),
    connections,
    currencies: CURRENCIES.filter((currency) => paidIn.includes(currency)),
    rails: [...new Set(ids.flatMap((id) => findProvider(id)?.manifest.rails ?? []))],
    people,
    apiKeys,
    batches,
  };
}

/** History outlives providers: one that is no longer built in keeps its id as its name. */
export function providerLabel(id: string): string {
  return findProvider(id)?.manifest.label ?? id;
}
