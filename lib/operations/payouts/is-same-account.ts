import type { Tx } from "@/lib/db/client";
import type { LockedPayout } from "./lock-payout";

/**
 * Whether everything that may have been paid left with the settings that the connection has now. Under others the same key is a new one
 * to the provider, and its list is another account's: neither a replay nor an absence means anything there.
 */
export async function isSameAccount(tx: Tx, payout: LockedPayout): Promise<boolean> {
  // Held until the caller commits: settings that change meanwhile change after it.
  await tx.$queryRaw`SELECT "id" FROM "connection" WHERE "id" = ${payout.connectionId} FOR SHARE`;
  const connection = await tx.connection.findUniqueOrThrow({ where: { id: payout.connectionId }, select: { settingsMark: true } });
  const doubtful = await tx.attempt.findMany({
    where: { payoutId: payout.id, OR: [{ end: { not: "notSent" } }, { endedAt: null }] },
    select: { settingsHash: true },
  });
  const now = connection.settingsMark;
  return doubtful.every((attempt) => attempt.settingsHash === now);
}
