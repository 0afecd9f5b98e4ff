import { newId } from "@/lib/base/id";
import { failed, ok, type Result } from "@/lib/base/result";
import { writeAudit } from "@/lib/db/audit";
import { inTransaction } from "@/lib/db/transaction";
import { type Actor, may } from "@/lib/domain/access/actor";
import { type Denial, denial } from "@/lib/domain/access/denial";
import type { ApiScope } from "@/lib/domain/access/permissions";
import { hashApiKey, newApiKeyText, prefixOf } from "./api-key-text";

export type CreateApiKey = {
  readonly merchantId: string;
  readonly name: string;
  readonly scopes: readonly ApiScope[];
  readonly expiresAt?: Date;
};

/** `key` is told this once and stored nowhere. */
export type CreatedApiKey = { readonly apiKeyId: string; readonly key: string };

/** Gives the merchant's own systems a way in. Done by an admin, or by the operator at the machine (actor kind `system`). */
export async function createApiKey(actor: Actor, input: CreateApiKey): Promise<Result<CreatedApiKey, Denial>> {
  if (actor.kind !== "system" && !may(actor, "apiKey.manage")) return failed(denial("forbidden"));
  if (input.merchantId !== actor.merchantId) return failed(denial("notFound"));
  if (input.scopes.length === 0) return failed(denial("invalidInput", "Give the key at least one scope."));

  const apiKeyId = newId("apiKey");
  const key = newApiKeyText();
  const scopes = [...new Set(input.scopes)];
  await inTransaction(async (tx) => {
    await tx.apiKey.create({
      data: {
        id: apiKeyId,
        merchantId: input.merchantId,
        name: input.name,
        prefix: prefixOf(key),
        hash: hashApiKey(key),
        scopes,
        expiresAt: input.expiresAt ?? null,
      },
    });
    await writeAudit(tx, {
      actor,
      event: "apiKey.created",
      subject: { kind: "apiKey", id: apiKeyId },
      details: { name: input.name, prefix: prefixOf(key), scopes },
    });
  });
  return ok({ apiKeyId, key });
}
