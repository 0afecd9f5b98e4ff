import type { Tx } from "./client";
import { Prisma } from "./generated/client";
import { keepPlan } from "./kept-plan";

export type Lock = { readonly on: string; readonly mode: "share" | "alone" };

/**
 * Takes locks that rows cannot give, one after another in this order, until the transaction ends. Whoever waited reads what the other has
 * left behind only with the next statement, whose snapshot is taken then.
 */
export async function takeLocks(tx: Tx, locks: readonly [Lock, ...Lock[]]): Promise<void> {
  const taken = locks.map(({ on, mode }, place) => {
    const take = Prisma.raw(mode === "alone" ? "pg_advisory_xact_lock" : "pg_advisory_xact_lock_shared");
    return Prisma.sql`${take}(hashtextextended(${on}, 0))::text AS ${Prisma.raw(`"lock${place}"`)}`;
  });
  await tx.$queryRaw(keepPlan(Prisma.sql`SELECT ${Prisma.join(taken)}`));
}
