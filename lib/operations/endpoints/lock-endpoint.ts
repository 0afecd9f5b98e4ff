import type { Tx } from "@/lib/db/client";
import type { Endpoint } from "@/lib/db/generated/client";

/**
 * The endpoint, held until the transaction ends. Whoever writes to its deliveries takes this first. Not held against a payout that moves
 * meanwhile: that only points at the endpoint.
 */
export async function lockEndpoint(tx: Tx, endpointId: string): Promise<Endpoint | null> {
  await tx.$executeRaw`SELECT FROM "endpoint" WHERE "id" = ${endpointId} FOR NO KEY UPDATE`;
  return tx.endpoint.findUnique({ where: { id: endpointId } });
}
