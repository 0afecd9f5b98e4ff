import type { Tx } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import { keepPlan } from "@/lib/db/kept-plan";
import type { EventType } from "@/lib/domain/endpoint/event-types";

export type Listener = { readonly id: string; readonly state: string; readonly types: readonly string[] };

/** Which of the merchant's endpoints want to hear of it, those that are off at this moment included. */
export async function findListeners(tx: Tx, { merchantId, type }: { merchantId: string; type: EventType }): Promise<readonly Listener[]> {
  return whoHear(await readListeners(tx, merchantId), type);
}

/** No type named is every type. */
export function whoHear(listeners: readonly Listener[], type: EventType): readonly Listener[] {
  return listeners.filter(({ types }) => types.length === 0 || types.includes(type));
}

/** Every endpoint that a merchant has now, for whoever has several things to tell in one transaction. */
export function readListeners(tx: Tx, merchantId: string): Promise<readonly Listener[]> {
  return tx.$queryRaw<Listener[]>(
    keepPlan(
      Prisma.sql`SELECT e."id", e."state", e."types" FROM "endpoint" e WHERE e."merchantId" = ${merchantId} AND e."state" <> 'removed'`,
    ),
  );
}
