import * as z from "zod";
import type { Tx } from "@/lib/db/client";
import type { PaymentSource } from "@/lib/db/generated/client";
import { minorOf } from "@/lib/db/minor";
import { RELEASED_STATES, type SourceTotals } from "@/lib/domain/payment-source/returnable";

const Sums = z.array(z.object({ paidOut: z.string(), reserved: z.string() }));

/** What has been and may yet be sent back to a source. Exact only while the caller holds the source's row (`lockSource`). */
export async function sourceTotals(tx: Tx, source: PaymentSource, { except = "" } = {}): Promise<SourceTotals> {
  const released: string[] = [...RELEASED_STATES];
  const [sums] = Sums.parse(
    await tx.$queryRaw`
      SELECT coalesce(sum("amountMinor") FILTER (WHERE "state" = 'settled'), 0)::text AS "paidOut",
             coalesce(sum("amountMinor") FILTER (WHERE "state" <> 'settled'), 0)::text AS "reserved"
      FROM "payout" WHERE "merchantId" = ${source.merchantId} AND "paymentSourceId" = ${source.id} AND "state" <> ALL (${released}) AND "id" <> ${except}`,
  );
  return {
    paidIn: minorOf(source.paidInMinor),
    refunded: minorOf(source.refundedMinor),
    paidOut: BigInt(sums?.paidOut ?? "0"),
    reserved: BigInt(sums?.reserved ?? "0"),
  };
}
