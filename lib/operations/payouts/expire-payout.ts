import { currentTime } from "@/lib/base/clock";
import { inTransaction } from "@/lib/db/transaction";
import { APPROVAL_OPEN_MS } from "@/lib/domain/payout/checks";
import { deskActor } from "./desk-actor";
import { lockPayout } from "./lock-payout";
import { movePayout } from "./move-payout";

/** Nobody has decided in all that time: what was asked for then may not be wanted any more, and is asked for anew if it is. */
export async function expirePayout({ payoutId }: { payoutId: string }): Promise<"notDue" | "expired"> {
  return inTransaction(async (tx) => {
    const payout = await lockPayout(tx, { payoutId });
    if (payout?.state !== "awaitingApproval") return "notDue";
    if (currentTime().getTime() - payout.stateAt.getTime() < APPROVAL_OPEN_MS) return "notDue";
    const note = "Nobody decided on it in seven days.";
    const moved = await movePayout(tx, payout, "expire", { by: deskActor(payout.merchantId), note });
    return moved ? "expired" : "notDue";
  });
}
