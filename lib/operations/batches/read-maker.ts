import { db } from "@/lib/db/client";
import type { BatchSubmission } from "@/lib/db/generated/client";
import type { Actor } from "@/lib/domain/access/actor";
import { isApiScope } from "@/lib/domain/access/permissions";
import { heldRole } from "@/lib/domain/access/roles";

type Submitter = Pick<BatchSubmission, "merchantId" | "byId" | "byKind" | "byName">;

/** Whoever pressed Submit, with what they may do at this moment; null once they are gone. Their payouts are theirs: they approve none. */
export async function readMaker({ merchantId, byId, byKind, byName }: Submitter): Promise<Actor | null> {
  if (byKind === "apiKey") {
    const key = await db().apiKey.findFirst({ where: { id: byId, merchantId, revokedAt: null } });
    return key && { kind: "apiKey", apiKeyId: byId, name: byName, merchantId, scopes: key.scopes.filter(isApiScope) };
  }
  const membership = await db().membership.findFirst({
    where: { merchantId, personId: byId, disabledAt: null, person: { disabledAt: null } },
  });
  const role = membership && (await db().role.findFirst({ where: { merchantId, key: membership.role } }));
  return role && { kind: "person", personId: byId, name: byName, merchantId, ...heldRole(role) };
}
