import { db } from "@/lib/db/client";
import { countUses } from "@/lib/db/connection-uses";
import { type PayoutConnection, payoutConnectionOf } from "@/lib/domain/payout/connection-fit";
import { findProvider } from "@/lib/providers/registry";

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
  return rows.flatMap((row) => {
    const manifest = findProvider(row.provider)?.manifest;
    return manifest ? [payoutConnectionOf(row, manifest, uses)] : [];
  });
}
