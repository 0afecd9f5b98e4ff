import type { Tx } from "@/lib/db/client";
import type { Freeze } from "@/lib/db/generated/client";

/** The freeze, held until the transaction ends. Null for another merchant's. */
export async function lockFreeze(
  tx: Tx,
  { freezeId, merchantId }: { readonly freezeId: string; readonly merchantId: string },
): Promise<Freeze | null> {
  await tx.$queryRaw`SELECT "id" FROM "freeze" WHERE "id" = ${freezeId} AND "merchantId" = ${merchantId} FOR UPDATE`;
  return tx.freeze.findFirst({ where: { id: freezeId, merchantId } });
}
