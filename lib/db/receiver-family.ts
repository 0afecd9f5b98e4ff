import type { Tx } from "./client";
import { Prisma } from "./generated/client";
import { keepPlan } from "./kept-plan";

/** Under which entries one and the same receiver was paid: whoever is left of a merge, and everyone merged into them. */
export async function receiverFamily(tx: Tx, merchantId: string, receiverId: string): Promise<string[]> {
  const merged = await tx.$queryRaw<{ id: string | null; head: string }[]>(
    keepPlan(Prisma.sql`
      SELECT r."id", f."head"
      FROM (SELECT COALESCE((SELECT o."mergedIntoId" FROM "receiver" o WHERE o."merchantId" = ${merchantId} AND o."id" = ${receiverId}), ${receiverId}) AS "head") f
      LEFT JOIN "receiver" r ON r."merchantId" = ${merchantId} AND r."mergedIntoId" = f."head"`),
  );
  return [merged[0]?.head ?? receiverId, ...merged.flatMap(({ id }) => id ?? [])];
}
