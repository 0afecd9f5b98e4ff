import { db } from "@/lib/db/client";
import type { PolicyNames } from "@/lib/domain/approval/policy-names";
import { PROVIDER_IDS, providerOf } from "@/lib/providers/registry";

/** What the ids in a merchant's policies are called: people who are disabled too, since an old version may name them. */
export async function readPolicyNames(merchantId: string): Promise<PolicyNames> {
  const [members, roles, keys] = await Promise.all([
    db().membership.findMany({ where: { merchantId }, select: { person: { select: { id: true, name: true } } } }),
    db().role.findMany({ where: { merchantId }, select: { key: true, name: true } }),
    db().apiKey.findMany({ where: { merchantId }, select: { id: true, name: true } }),
  ]);
  return {
    people: Object.fromEntries([...members.map(({ person }) => person), ...keys].map(({ id, name }) => [id, name])),
    roles: Object.fromEntries(roles.map(({ key, name }) => [key, name])),
    providers: Object.fromEntries(PROVIDER_IDS.map((id) => [id, providerOf(id).manifest.label])),
  };
}
