import type { Tx } from "@/lib/db/client";
import { readPolicy } from "@/lib/db/read-policy";

/**
 * Lets one after another through of those who make payouts as the same maker, where a rule adds up what a maker asks for in a day: two
 * at once would each be judged as if there were no other.
 */
export async function lockMakerDay(tx: Tx, { merchantId, makerId }: { merchantId: string; makerId: string }): Promise<void> {
  const { rules } = await readPolicy(tx, merchantId);
  if (!rules.some(({ when }) => when.makerDay !== undefined)) return;
  await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`makerDay:${merchantId}:${makerId}`}, 0))::text`;
}
