import { z } from "zod";
import { CURRENCIES } from "@/lib/base/currency";
import { db } from "@/lib/db/client";
import type { PayoutConnection } from "@/lib/domain/payout/connection-fit";
import { findProvider } from "@/lib/providers/registry";

/** Enough to know what is usual, and few enough to be counted at any size of the history. */
const NEWEST = 1000;

/** Where this merchant's payouts may leave from now: active connections, each with what its provider can do and what it is used for. */
export async function listConnectionsForPayout(merchantId: string): Promise<readonly PayoutConnection[]> {
  const [rows, uses] = await Promise.all([
    db().connection.findMany({
      where: { merchantId, state: "active" },
      select: { id: true, name: true, provider: true, currency: true },
      orderBy: { name: "asc" },
    }),
    countUses(merchantId),
  ]);
  return rows.flatMap(({ id, name, provider, currency: only }) => {
    const manifest = findProvider(provider)?.manifest;
    if (!manifest) return [];
    const { label, accountKinds, statementTextLimit } = manifest;
    const currencies = only === null ? manifest.currencies : manifest.currencies.filter((currency) => currency === only);
    const usesOf = uses.filter((use) => use.connectionId === id).map(({ currency, times }) => [currency, times]);
    const statementLimits = currencies.map((currency) => [currency, statementTextLimit(currency)]);
    return [
      {
        id,
        name,
        provider,
        providerLabel: label,
        currencies,
        accountKinds,
        uses: Object.fromEntries(usesOf),
        statementLimits: Object.fromEntries(statementLimits),
      },
    ];
  });
}

const Uses = z.array(z.object({ connectionId: z.string(), currency: z.enum(CURRENCIES), times: z.int() }));

async function countUses(merchantId: string): Promise<z.infer<typeof Uses>> {
  const rows = await db().$queryRaw`
    SELECT "connectionId", "currency", count(*)::int AS "times" FROM (
      SELECT p."connectionId", p."currency" FROM "payout" p WHERE p."merchantId" = ${merchantId}
      ORDER BY p."createdAt" DESC, p."id" DESC LIMIT ${NEWEST}) newest
    GROUP BY 1, 2`;
  return Uses.parse(rows);
}
