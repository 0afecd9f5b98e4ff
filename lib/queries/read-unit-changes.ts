import { db } from "@/lib/db/client";
import type { Actor } from "@/lib/domain/access/actor";
import type { UnitChanges } from "@/lib/domain/approval/unit-view";

const MOST_TOLD = 50;

const WORDS: Readonly<Record<string, string>> = {
  approve: "was approved",
  reject: "was taken out",
  withdraw: "was withdrawn",
  discard: "was let go",
  expire: "lapsed",
  mend: "was changed",
  reopen: "waits again",
  revoke: "waits again",
};

type Question = { readonly unitId: string; readonly since: Date };

/** What has happened to a unit's payouts since somebody was shown it: who did what to which. Null for another merchant's. */
export async function readUnitChanges({ merchantId }: Actor, { unitId, since }: Question): Promise<UnitChanges | null> {
  if ((await db().batchSubmission.count({ where: { id: unitId, merchantId } })) === 0) return null;
  const where = { merchantId, at: { gt: since }, payout: { unitId, merchantId } };
  const [total, moves] = await Promise.all([
    db().stateTransition.count({ where }),
    db().stateTransition.findMany({
      where,
      include: { payout: { select: { number: true, receiverName: true } } },
      orderBy: [{ at: "desc" }, { id: "desc" }],
      take: MOST_TOLD,
    }),
  ]);
  return {
    total,
    changes: moves.map(({ event, actorName, at, payout }) => ({ ...payout, what: WORDS[event] ?? "moved on", byName: actorName, at })),
  };
}
