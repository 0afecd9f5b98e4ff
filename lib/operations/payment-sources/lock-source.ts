import type { Tx } from "@/lib/db/client";
import type { PaymentSource } from "@/lib/db/generated/client";

/** Two payouts on one source are judged one after the other, so together they cannot send back more than came in. */
export async function lockSource(
  tx: Tx,
  { sourceId, merchantId }: { sourceId: string; merchantId: string },
): Promise<PaymentSource | null> {
  await tx.$queryRaw`SELECT "id" FROM "payment_source" WHERE "id" = ${sourceId} AND "merchantId" = ${merchantId} FOR UPDATE`;
  return tx.paymentSource.findFirst({ where: { id: sourceId, merchantId } });
}
