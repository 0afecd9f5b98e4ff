import { currentTime } from "@/lib/base/clock";
import { newId } from "@/lib/base/id";
import { failed, ok, type Result } from "@/lib/base/result";
import { writeAudit } from "@/lib/db/audit";
import { inTransaction } from "@/lib/db/transaction";
import { type Actor, may } from "@/lib/domain/access/actor";
import { type Denial, denial } from "@/lib/domain/access/denial";
import { readPayoutFilters } from "@/lib/domain/payout/filters";
import type { SaveView } from "@/lib/domain/payout/history-layout";
import { historyAddress, historyQuery } from "@/lib/domain/payout/history-view";

/** Keeps what the history is narrowed to under a name; under a name that one has already it changes that view. */
export async function saveView(actor: Actor, { name, query, isShared }: SaveView): Promise<Result<{ viewId: string }, Denial>> {
  if (!may(actor, "payout.view") || actor.kind !== "person") return failed(denial("forbidden"));
  const words = new URLSearchParams(query);
  const address = historyAddress((one) => words.getAll(one));
  const kept = historyQuery({ ...address, older: null, newer: null, first: null });
  if (kept === "" || readPayoutFilters(address).problems.length > 0) return failed(denial("invalidInput", "This view cannot be used."));

  const { merchantId, personId } = actor;
  return inTransaction(async (tx) => {
    const mine = { merchantId, personId, removedAt: null, name: { equals: name, mode: "insensitive" as const } };
    const before = await tx.savedView.findFirst({ where: mine, select: { id: true } });
    const viewId = before?.id ?? newId("savedView");
    const data = { name, query: kept, isShared, savedAt: currentTime() };
    if (before) await tx.savedView.update({ where: { id: viewId }, data });
    else await tx.savedView.create({ data: { id: viewId, merchantId, personId, personName: actor.name, ...data } });
    await writeAudit(tx, { actor, event: "view.saved", subject: { kind: "view", id: viewId }, details: { name, query: kept, isShared } });
    return ok({ viewId });
  });
}
