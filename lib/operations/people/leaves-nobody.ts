import type { Tx } from "@/lib/db/client";
import { peopleWith } from "@/lib/db/people-with";
import { type Denial, denial } from "@/lib/domain/access/denial";

/** Why somebody, or everybody of a role, cannot stop managing the team: nobody would be left who can. Null where somebody is. */
export async function leavesNobody(
  tx: Tx,
  merchantId: string,
  without: { readonly personId: string } | { readonly role: string },
): Promise<Denial | null> {
  const managers = await peopleWith(tx, merchantId, "team.manage");
  const goes = (one: (typeof managers)[number]) => ("role" in without ? one.role === without.role : one.personId === without.personId);
  if (!managers.some(goes) || managers.some((one) => !goes(one))) return null;
  return denial("lastManager");
}
