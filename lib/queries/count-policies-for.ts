import { db } from "@/lib/db/client";
import { type Actor, may } from "@/lib/domain/access/actor";

/** How many changes of the policy wait for this very person's word: none, or one. */
export async function countPoliciesFor(actor: Extract<Actor, { kind: "person" }>): Promise<number> {
  if (!may(actor, "policy.manage")) return 0;
  const { merchantId, personId } = actor;
  return db().policyVersion.count({
    where: { merchantId, state: "proposed", NOT: { editorIds: { has: personId } }, proposedById: { not: personId } },
  });
}
