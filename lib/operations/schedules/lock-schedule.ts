import type { Tx } from "@/lib/db/client";
import type { Schedule } from "@/lib/db/generated/client";

/** The schedule's row, held until the transaction ends: what it makes and what people do with it take turns. Null for another merchant's. */
export async function lockSchedule(
  tx: Tx,
  { scheduleId, merchantId }: { scheduleId: string; merchantId: string },
): Promise<Schedule | null> {
  const held = await tx.$queryRaw<unknown[]>`
    SELECT "id" FROM "schedule" WHERE "id" = ${scheduleId} AND "merchantId" = ${merchantId} FOR UPDATE`;
  return held.length === 0 ? null : tx.schedule.findUnique({ where: { id: scheduleId } });
}
