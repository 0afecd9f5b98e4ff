import { db } from "@/lib/db/client";
import type { Freeze } from "@/lib/db/generated/client";
import { type FreezeScope, isFreezeScope } from "@/lib/domain/freeze/schema";

export type FreezeView = {
  readonly id: string;
  readonly scope: FreezeScope;
  readonly targetId: string;
  readonly targetName: string;
  readonly reason: string | null;
  readonly setByName: string;
  readonly setAt: Date;
  readonly liftAsked: { readonly byName: string; readonly byYou: boolean; readonly at: Date } | null;
  readonly lifted: { readonly byName: string; readonly at: Date } | null;
};

export type FreezesView = { readonly inForce: readonly FreezeView[]; readonly lifted: readonly FreezeView[] };

const MOST_LIFTED = 30;

/** What is frozen now, and what was. */
export async function listFreezes({
  merchantId,
  personId,
}: {
  readonly merchantId: string;
  readonly personId: string;
}): Promise<FreezesView> {
  const [inForce, lifted] = await Promise.all([
    db().freeze.findMany({ where: { merchantId, liftedAt: null }, orderBy: { setAt: "desc" } }),
    db().freeze.findMany({ where: { merchantId, liftedAt: { not: null } }, orderBy: { liftedAt: "desc" }, take: MOST_LIFTED }),
  ]);
  const view = (row: Freeze) => viewOf(row, personId);
  return { inForce: inForce.map(view), lifted: lifted.map(view) };
}

function viewOf(row: Freeze, personId: string): FreezeView {
  const { id, scope, targetId, targetName, reason, setByName, setAt } = row;
  if (!isFreezeScope(scope)) throw new Error(`The database holds an unknown freeze scope: ${scope}.`);
  return {
    ...{ id, scope, targetId, targetName, reason, setByName, setAt },
    liftAsked: row.liftAskedAt && { byName: row.liftAskedByName ?? "", byYou: row.liftAskedById === personId, at: row.liftAskedAt },
    lifted: row.liftedAt && { byName: row.liftedByName ?? "", at: row.liftedAt },
  };
}
