import * as z from "zod";
import { currentTime } from "@/lib/base/clock";
import { db } from "@/lib/db/client";
import { type ApiScope, isApiScope } from "@/lib/domain/access/permissions";

export type ApiKeyView = {
  readonly id: string;
  readonly name: string;
  /** What it begins with, to recognise it by. */
  readonly prefix: string;
  readonly scopes: readonly ApiScope[];
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
  readonly lastUsedAt: Date | null;
  readonly revokedAt: Date | null;
  readonly state: "good" | "revoked" | "expired";
  /** Where it may be used from; none: from anywhere. */
  readonly ranges: readonly string[];
  /** Where it was used from of late, the most recent first. */
  readonly usedFrom: readonly string[];
  /** The secret before this one, while it still opens. */
  readonly oldSecret: { readonly prefix: string; readonly until: Date; readonly usedAt: Date | null } | null;
};

/** A merchant's keys, newest first; those that open nothing any more come last. */
export async function listApiKeys(merchantId: string, now: Date = currentTime()): Promise<readonly ApiKeyView[]> {
  const [keys, places] = await Promise.all([
    db().apiKey.findMany({ where: { merchantId }, orderBy: { createdAt: "desc" } }),
    listPlaces(merchantId),
  ]);
  const views = keys.map(({ id, name, prefix, scopes, createdAt, expiresAt, lastUsedAt, revokedAt, ranges, ...old }) => {
    const state = revokedAt ? ("revoked" as const) : expiresAt && expiresAt <= now ? ("expired" as const) : ("good" as const);
    const usedFrom = places.flatMap(({ apiKeyId, address }) => (apiKeyId === id ? address : []));
    const { oldPrefix, oldUntil, oldUsedAt } = old;
    const oldSecret =
      state === "good" && oldPrefix && oldUntil && oldUntil > now ? { prefix: oldPrefix, until: oldUntil, usedAt: oldUsedAt } : null;
    const facts = { id, name, prefix, scopes: scopes.filter(isApiScope), createdAt, expiresAt, lastUsedAt, revokedAt };
    return { ...facts, state, ranges, usedFrom, oldSecret };
  });
  return views.toSorted((one, other) => Number(one.state !== "good") - Number(other.state !== "good"));
}

const Places = z.array(z.object({ apiKeyId: z.string(), address: z.string() }));

/** Out of the last requests of each key: a few addresses, for whoever writes down which ones it may come from. */
async function listPlaces(merchantId: string) {
  const rows = await db().$queryRaw`
    SELECT k."id" AS "apiKeyId", r."address" FROM "api_key" k, LATERAL (
      SELECT l."address", max(l."at") AS "at"
      FROM (SELECT "address", "at" FROM "api_request" WHERE "apiKeyId" = k."id" ORDER BY "at" DESC, "id" DESC LIMIT 200) l
      WHERE l."address" IS NOT NULL GROUP BY l."address" ORDER BY "at" DESC LIMIT 5) r
    WHERE k."merchantId" = ${merchantId} ORDER BY r."at" DESC`;
  return Places.parse(rows);
}
