import { currentTime } from "@/lib/base/clock";
import { newId } from "@/lib/base/id";
import type { Tx } from "@/lib/db/client";
import { seal } from "@/lib/db/seal";
import type { Actor } from "@/lib/domain/access/actor";

/** Seals a secret that belongs to no endpoint yet, and so signs nothing. */
export async function keepSecret(tx: Tx, { merchantId }: Actor, secret: string): Promise<string> {
  const id = newId("endpointSecret");
  const { sealed, keyId } = seal(secret, id);
  await tx.endpointSecret.create({ data: { id, merchantId, secretSealed: sealed, secretKeyId: keyId, madeAt: currentTime() } });
  return id;
}
