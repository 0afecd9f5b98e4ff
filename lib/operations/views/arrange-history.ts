import { failed, ok, type Result } from "@/lib/base/result";
import { db } from "@/lib/db/client";
import { type Actor, may } from "@/lib/domain/access/actor";
import { type Denial, denial } from "@/lib/domain/access/denial";
import { type HistoryLayout, USUAL_LAYOUT } from "@/lib/domain/payout/history-layout";

/** How one person likes the history, wherever they sign in. Not in the audit: it changes nothing that anybody else sees. */
export async function arrangeHistory(actor: Actor, layout: HistoryLayout): Promise<Result<null, Denial>> {
  if (!may(actor, "payout.view") || actor.kind !== "person") return failed(denial("forbidden"));
  const { merchantId, personId } = actor;
  await db().historyLayout.upsert({
    where: { merchantId_personId: { merchantId, personId } },
    create: { merchantId, personId, ...layout },
    update: layout,
  });
  return ok(null);
}

/** With which view the history opens; one's own, or one that is shared. */
export async function chooseDefaultView(actor: Actor, { viewId }: { readonly viewId: string | null }): Promise<Result<null, Denial>> {
  if (!may(actor, "payout.view") || actor.kind !== "person") return failed(denial("forbidden"));
  const { merchantId, personId } = actor;
  if (viewId !== null) {
    const seen = { OR: [{ personId }, { isShared: true }] };
    const view = await db().savedView.findFirst({ where: { id: viewId, merchantId, removedAt: null, ...seen }, select: { id: true } });
    if (!view) return failed(denial("notFound"));
  }
  await db().historyLayout.upsert({
    where: { merchantId_personId: { merchantId, personId } },
    create: { merchantId, personId, ...USUAL_LAYOUT, defaultViewId: viewId },
    update: { defaultViewId: viewId },
  });
  return ok(null);
}
