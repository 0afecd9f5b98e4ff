import type { Tx } from "@/lib/db/client";
import type { Connection } from "@/lib/db/generated/client";

/** The row, held until the transaction ends. Null for another merchant's. */
export async function lockConnection(tx: Tx, where: { connectionId: string; merchantId: string }): Promise<Connection | null> {
  await tx.$queryRaw`SELECT "id" FROM "connection" WHERE "id" = ${where.connectionId} AND "merchantId" = ${where.merchantId} FOR UPDATE`;
  return tx.connection.findFirst({ where: { id: where.connectionId, merchantId: where.merchantId } });
}
