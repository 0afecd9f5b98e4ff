import { db } from "@/lib/db/client";
import type { Actor } from "@/lib/domain/access/actor";

/** Whether the actor's merchant has this submission: of another's there is nothing to say, not even that it is empty. */
export async function hasUnit({ merchantId }: Actor, unitId: string): Promise<boolean> {
  return (await db().batchSubmission.count({ where: { id: unitId, merchantId } })) > 0;
}
