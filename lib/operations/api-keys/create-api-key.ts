import { newId } from "@/lib/base/id";
import { failed, ok, type Result } from "@/lib/base/result";
import { inTransaction } from "@/lib/db/transaction";
import { type Actor, may } from "@/lib/domain/access/actor";
import { type Denial, denial } from "@/lib/domain/access/denial";
import type { ApiScope } from "@/lib/domain/access/permissions";
import { demandOwnStepUp } from "@/lib/operations/changes/demand-own-step-up";
import { proposeAccessChange } from "@/lib/operations/changes/propose-access-change";
import { hashApiKey, newApiKeyText, prefixOf } from "./api-key-text";
import { writeApiKey } from "./write-api-key";

export type CreateApiKey = {
  readonly merchantId: string;
  readonly name: string;
  readonly scopes: readonly ApiScope[];
  readonly expiresAt?: Date;
};

/** `key` is told this once and stored nowhere. `waitsForAnother`: it opens nothing before a second admin has confirmed it. */
export type CreatedApiKey = { readonly apiKeyId: string; readonly key: string; readonly waitsForAnother: boolean };

/**
 * Gives the merchant's own systems a way in. An admin asks, gets the key, and it works once a second one has confirmed it; the operator
 * at the machine (actor kind `system`) needs none.
 */
export async function createApiKey(actor: Actor, input: CreateApiKey): Promise<Result<CreatedApiKey, Denial>> {
  if (actor.kind !== "system" && !may(actor, "apiKey.manage")) return failed(denial("forbidden"));
  if (input.merchantId !== actor.merchantId) return failed(denial("notFound"));
  if (input.scopes.length === 0) return failed(denial("invalidInput", "Give the key at least one scope."));

  const apiKeyId = newId("apiKey");
  const key = newApiKeyText();
  const { name } = input;
  const scopes = [...new Set(input.scopes)];
  const expiresAt = input.expiresAt ?? null;
  const made = { apiKeyId, name, prefix: prefixOf(key), scopes };
  const waitsForAnother = actor.kind !== "system";
  return inTransaction(async (tx) => {
    const proven = await demandOwnStepUp(tx, actor);
    if (!proven.ok) return proven;
    const hash = hashApiKey(key);
    if (waitsForAnother) {
      const wish = { ...made, hash: Buffer.from(hash).toString("hex"), expiresAt: expiresAt?.toISOString() ?? null };
      await proposeAccessChange(tx, actor, { kind: "apiKey.create", ...wish });
    } else {
      await writeApiKey(tx, actor, { ...made, hash, expiresAt });
    }
    return ok({ apiKeyId, key, waitsForAnother });
  });
}
