import { db } from "@/lib/db/client";
import type { PayoutConnection } from "@/lib/domain/payout/connection-fit";
import { findProvider } from "@/lib/providers/registry";

/** Where this merchant's payouts may leave from now: active connections, each with what its provider can do. */
export async function listConnectionsForPayout(merchantId: string): Promise<readonly PayoutConnection[]> {
  const rows = await db().connection.findMany({
    where: { merchantId, state: "active" },
    select: { id: true, name: true, provider: true },
    orderBy: { name: "asc" },
  });
  return rows.flatMap(({ id, name, provider }) => {
    const manifest = findProvider(provider)?.manifest;
    if (!manifest) return [];
    const { label, currencies, accountKinds, statementTextLimit } = manifest;
    const statementLimits = Object.fromEntries(currencies.map((currency) => [currency, statementTextLimit(currency)]));
    return [{ id, name, provider, providerLabel: label, currencies, accountKinds, statementLimits }];
  });
}
