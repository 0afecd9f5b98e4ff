import { db } from "@/lib/db/client";
import { ArrangeHistory, type HistoryLayout, type SavedViewFacts, USUAL_LAYOUT } from "@/lib/domain/payout/history-layout";

export type HistoryDesk = {
  readonly layout: HistoryLayout;
  readonly views: readonly SavedViewFacts[];
  readonly defaultViewId: string | null;
};

/** How this person has arranged the history, and the views that they see: their own, and what others share. */
export async function readHistoryDesk({ merchantId, personId }: { merchantId: string; personId: string }): Promise<HistoryDesk> {
  const [kept, views] = await Promise.all([
    db().historyLayout.findUnique({ where: { merchantId_personId: { merchantId, personId } } }),
    db().savedView.findMany({
      where: { merchantId, removedAt: null, OR: [{ personId }, { isShared: true }] },
      orderBy: [{ savedAt: "asc" }, { id: "asc" }],
    }),
  ]);
  // What was kept by an older version, or names a column that is no more, gives way to the usual.
  const layout = ArrangeHistory.safeParse(kept);
  const facts = views.map(({ id, name, query, isShared, personId: owner, personName }) => ({
    ...{ id, name, query, isShared, isMine: owner === personId },
    ownerName: personName,
  }));
  const defaultViewId = facts.find(({ id }) => id === kept?.defaultViewId)?.id ?? null;
  return { layout: layout.success ? layout.data : USUAL_LAYOUT, views: facts, defaultViewId };
}
