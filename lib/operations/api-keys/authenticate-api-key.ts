import { currentTime } from "@/lib/base/clock";
import { addMs, MINUTE_MS } from "@/lib/base/time";
import { db } from "@/lib/db/client";
import type { Actor } from "@/lib/domain/access/actor";
import { isApiScope } from "@/lib/domain/access/permissions";
import { hashApiKey, isApiKeyText } from "./api-key-text";

export type ApiKeyActor = Extract<Actor, { kind: "apiKey" }>;

/** "Last used" is for people who tidy up, so once a minute is exact enough and spares a write a request. */
const NOTE_USE_EVERY_MS = MINUTE_MS;

/** Who an `Authorization` header speaks for, or null: no key, a made-up one, an expired or a revoked one. All look the same. */
export async function authenticateApiKey(header: string | null, now: Date = currentTime()): Promise<ApiKeyActor | null> {
  const text = /^Bearer +(\S+) *$/i.exec(header ?? "")?.[1];
  if (!text || !isApiKeyText(text)) return null;
  const key = await db().apiKey.findUnique({ where: { hash: hashApiKey(text) } });
  if (!key || key.revokedAt || (key.expiresAt && key.expiresAt <= now)) return null;

  const stale = addMs(now, -NOTE_USE_EVERY_MS);
  if (!key.lastUsedAt || key.lastUsedAt < stale) {
    const unnoted = [{ lastUsedAt: null }, { lastUsedAt: { lt: stale } }];
    await db().apiKey.updateMany({ where: { id: key.id, OR: unnoted }, data: { lastUsedAt: now } });
  }
  return { kind: "apiKey", apiKeyId: key.id, name: key.name, merchantId: key.merchantId, scopes: key.scopes.filter(isApiScope) };
}
