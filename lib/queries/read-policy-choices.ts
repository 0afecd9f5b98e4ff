import { db } from "@/lib/db/client";
import { peopleWith } from "@/lib/db/people-with";
import { readOrganisation } from "@/lib/db/read-organisation";
import { heldRole } from "@/lib/domain/access/roles";
import { PROVIDER_IDS, providerOf } from "@/lib/providers/registry";

type PolicyChoice = { readonly id: string; readonly text: string };

/** What the rule editor offers. */
export type PolicyChoices = {
  readonly makers: readonly PolicyChoice[];
  /** Who may approve at all; nobody else can be in a group to any effect. */
  readonly checkers: readonly PolicyChoice[];
  /** Roles whose people may approve. */
  readonly roles: readonly PolicyChoice[];
  readonly providers: readonly PolicyChoice[];
  readonly rails: readonly PolicyChoice[];
  readonly tags: readonly PolicyChoice[];
};

const MOST_TAGS = 50;

export async function readPolicyChoices(merchantId: string): Promise<PolicyChoices> {
  const [organisation, checkers, roles, tags] = await Promise.all([
    readOrganisation(db(), merchantId),
    peopleWith(db(), merchantId, "payout.approve"),
    db().role.findMany({ where: { merchantId }, orderBy: { name: "asc" } }),
    db().receiverTag.groupBy({ by: ["tag"], where: { merchantId }, _count: true, orderBy: { _count: { tag: "desc" } }, take: MOST_TAGS }),
  ]);
  const rails = PROVIDER_IDS.flatMap((id) => providerOf(id).manifest.rails);
  return {
    makers: organisation.makers.map(({ id, name }) => ({ id, text: name })),
    checkers: checkers.map(({ personId, name }) => ({ id: personId, text: name })),
    roles: roles.flatMap((role) => (heldRole(role).permissions.includes("payout.approve") ? [{ id: role.key, text: role.name }] : [])),
    providers: PROVIDER_IDS.map((id) => ({ id, text: providerOf(id).manifest.label })),
    rails: [...new Set(rails)].sort().map((rail) => ({ id: rail, text: rail })),
    tags: tags.map(({ tag }) => ({ id: tag, text: tag })),
  };
}
