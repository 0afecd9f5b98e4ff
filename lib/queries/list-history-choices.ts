import { CURRENCIES, type Currency } from "@/lib/base/currency";
import { db } from "@/lib/db/client";
import { findProvider } from "@/lib/providers/registry";

/** What this merchant's history can be narrowed to: its own connections and their providers, active or not. */
export type HistoryChoices = {
  readonly providers: readonly { readonly id: string; readonly label: string }[];
  readonly connections: readonly { readonly id: string; readonly name: string; readonly provider: string }[];
  /** What these providers pay out in. */
  readonly currencies: readonly Currency[];
};

export async function listHistoryChoices(merchantId: string): Promise<HistoryChoices> {
  const connections = await db().connection.findMany({
    where: { merchantId },
    select: { id: true, name: true, provider: true },
    orderBy: [{ provider: "asc" }, { name: "asc" }],
  });
  const ids = [...new Set(connections.map(({ provider }) => provider))];
  const paidIn = ids.flatMap((id) => findProvider(id)?.manifest.currencies ?? []);
  return {
    providers: ids.map((id) => ({ id, label: providerLabel(id) })),
    connections,
    currencies: CURRENCIES.filter((currency) => paidIn.includes(currency)),
  };
}

/** History outlives providers: one that is no longer built in keeps its id as its name. */
export function providerLabel(id: string): string {
  return findProvider(id)?.manifest.label ?? id;
}
