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
};

/** A merchant's keys, newest first; those that open nothing any more come last. */
export async function listApiKeys(merchantId: string, now: Date = currentTime()): Promise<readonly ApiKeyView[]> {
  const keys = await db().apiKey.findMany({ where: { merchantId }, orderBy: { createdAt: "desc" } });
  const views = keys.map(({ id, name, prefix, scopes, createdAt, expiresAt, lastUsedAt, revokedAt }) => {
    const state = revokedAt ? ("revoked" as const) : expiresAt && expiresAt <= now ? ("expired" as const) : ("good" as const);
    return { id, name, prefix, scopes: scopes.filter(isApiScope), createdAt, expiresAt, lastUsedAt, revokedAt, state };
  });
  return views.toSorted((one, other) => Number(one.state !== "good") - Number(other.state !== "good"));
}
