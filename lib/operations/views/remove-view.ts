import { currentTime } from "@/lib/base/clock";
import { failed, ok, type Result } from "@/lib/base/result";
import { writeAudit } from "@/lib/db/audit";
import { inTransaction } from "@/lib/db/transaction";
import { type Actor, may } from "@/lib/domain/access/actor";
import { type Denial, denial } from "@/lib/domain/access/denial";

/** Takes one's own view away, also from those who open the history with it. */
export async function removeView(actor: Actor, { viewId }: { readonly viewId: string }): Promise<Result<{ viewId: string }, Denial>> {
  if (!may(actor, "payout.view") || actor.kind !== "person") return failed(denial("forbidden"));
  const { merchantId, personId } = actor;
  return inTransaction(async (tx) => {
    const [removed] = await tx.savedView.updateManyAndReturn({
      where: { id: viewId, merchantId, personId, removedAt: null },
      data: { removedAt: currentTime() },
    });
    if (!removed) return failed(denial("notFound"));
    await tx.historyLayout.updateMany({ where: { merchantId, defaultViewId: viewId }, data: { defaultViewId: null } });
    await writeAudit(tx, { actor, event: "view.removed", subject: { kind: "view", id: viewId }, details: { name: removed.name } });
    return ok({ viewId });
  });
}
