import { writeAudit } from "@/lib/db/audit";
import type { Tx } from "@/lib/db/client";
import type { Actor } from "@/lib/domain/access/actor";
import type { ApiScope } from "@/lib/domain/access/permissions";

export type NewApiKey = {
  readonly apiKeyId: string;
  readonly name: string;
  readonly prefix: string;
  readonly hash: Uint8Array<ArrayBuffer>;
  readonly scopes: readonly ApiScope[];
  readonly expiresAt: Date | null;
};

/** From here on the key opens the door. */
export async function writeApiKey(tx: Tx, actor: Actor, { apiKeyId, name, prefix, hash, scopes, expiresAt }: NewApiKey): Promise<void> {
  const { merchantId } = actor;
  await tx.apiKey.create({ data: { id: apiKeyId, merchantId, name, prefix, hash, scopes: [...scopes], expiresAt } });
  const after = { name, prefix, scopes: [...scopes], expiresAt: expiresAt?.toISOString() ?? null };
  await writeAudit(tx, { actor, event: "apiKey.created", subject: { kind: "apiKey", id: apiKeyId }, details: { before: null, after } });
}
