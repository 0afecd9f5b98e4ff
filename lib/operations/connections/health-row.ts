import type { Tx } from "@/lib/db/client";
import type { ConnectionHealth } from "@/lib/db/generated/client";
import { BREAKER_STATES, type Breaker } from "@/lib/domain/connection/breaker";

/** The connection's row, made at its first use and held until the transaction ends. */
export async function lockHealth(tx: Tx, connection: { readonly id: string; readonly merchantId: string }): Promise<ConnectionHealth> {
  const { id, merchantId } = connection;
  await tx.$executeRaw`
    INSERT INTO "connection_health" ("connectionId", "merchantId") VALUES (${id}, ${merchantId}) ON CONFLICT ("connectionId") DO NOTHING`;
  await tx.$queryRaw`SELECT "connectionId" FROM "connection_health" WHERE "connectionId" = ${id} FOR UPDATE`;
  return tx.connectionHealth.findUniqueOrThrow({ where: { connectionId: id } });
}

export function breakerOf({ breaker, faults, openings, troubleSince, openUntil }: ConnectionHealth): Breaker {
  const known = BREAKER_STATES.find((one) => one === breaker);
  if (!known) throw new Error(`The database holds an unknown breaker state: ${breaker}.`);
  return { breaker: known, faults, openings, troubleSince, openUntil };
}
