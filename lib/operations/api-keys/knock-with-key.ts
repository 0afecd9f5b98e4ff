import { currentTime } from "@/lib/base/clock";
import { addMs, MINUTE_MS } from "@/lib/base/time";
import { db } from "@/lib/db/client";
import { type ApiKey, Prisma } from "@/lib/db/generated/client";
import { keepPlan } from "@/lib/db/kept-plan";
import type { Actor } from "@/lib/domain/access/actor";
import { isWithin } from "@/lib/domain/access/address-range";
import { isApiScope } from "@/lib/domain/access/permissions";
import { hashApiKey, isApiKeyText } from "./api-key-text";

export type ApiKeyActor = Extract<Actor, { kind: "apiKey" }>;

/** Whose key it is, for the log of requests. */
export type KnownKey = { readonly apiKeyId: string; readonly merchantId: string; readonly withOldSecret: boolean };

/**
 * Who an `Authorization` header speaks for. No key, a made-up one, and one that has ended look the same from outside; `refused` is
 * written down, so that whoever asks why can be told. `wrongAddress`: the key is good, and is not to be used from there.
 */
export type Knock =
  | { readonly kind: "welcome"; readonly actor: ApiKeyActor; readonly key: KnownKey }
  | { readonly kind: "refused"; readonly key: KnownKey }
  | { readonly kind: "wrongAddress"; readonly key: KnownKey }
  | { readonly kind: "stranger" };

export type KnockWith = { readonly header: string | null; readonly address?: string; readonly now?: Date };

/** "Last used" is for people who tidy up, so once a minute is exact enough and spares a write a request. */
const NOTE_USE_EVERY_MS = MINUTE_MS;

export async function knockWithKey({ header, address, now = currentTime() }: KnockWith): Promise<Knock> {
  const text = /^Bearer +(\S+) *$/i.exec(header ?? "")?.[1];
  if (!text || !isApiKeyText(text)) return { kind: "stranger" };
  const hash = hashApiKey(text);
  const row = await findKey(hash);
  if (!row) return { kind: "stranger" };

  const withOldSecret = !Buffer.from(row.hash).equals(hash);
  const { id: apiKeyId, merchantId, name } = row;
  const key = { apiKeyId, merchantId, withOldSecret };
  const endsAt = withOldSecret ? row.oldUntil : null;
  if (row.revokedAt || [row.expiresAt, endsAt].some((end) => end && end <= now)) return { kind: "refused", key };
  if (row.ranges.length > 0 && !isWithin(address, row.ranges)) return { kind: "wrongAddress", key };

  await noteUse(row, { withOldSecret, now });
  return { kind: "welcome", key, actor: { kind: "apiKey", apiKeyId, name, merchantId, scopes: row.scopes.filter(isApiScope) } };
}

type FoundKey = Pick<
  ApiKey,
  "id" | "merchantId" | "name" | "hash" | "scopes" | "expiresAt" | "revokedAt" | "lastUsedAt" | "oldUntil" | "oldUsedAt" | "ranges"
>;

/** By the secret that it has, or else by the one that it had before. */
async function findKey(hash: Uint8Array): Promise<FoundKey | null> {
  const [row = null] = await db().$queryRaw<FoundKey[]>(
    keepPlan(Prisma.sql`
      SELECT k."id", k."merchantId", k."name", k."hash", k."scopes", k."expiresAt", k."revokedAt", k."lastUsedAt", k."oldUntil", k."oldUsedAt", k."ranges"
      FROM "api_key" k WHERE k."hash" = ${hash} OR k."oldHash" = ${hash} ORDER BY k."hash" = ${hash} DESC LIMIT 1`),
  );
  return row;
}

async function noteUse(row: FoundKey, { withOldSecret, now }: { withOldSecret: boolean; now: Date }): Promise<void> {
  const column = withOldSecret ? "oldUsedAt" : "lastUsedAt";
  const stale = addMs(now, -NOTE_USE_EVERY_MS);
  const noted = row[column];
  if (noted && noted >= stale) return;
  // Still the secret that it was: a rotation meanwhile leaves nothing to note.
  const where = { id: row.id, hash: row.hash, OR: [{ [column]: null }, { [column]: { lt: stale } }] };
  await db().apiKey.updateMany({ where, data: withOldSecret ? { oldUsedAt: now, lastUsedAt: now } : { lastUsedAt: now } });
}
