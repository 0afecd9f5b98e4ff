import { currentTime } from "@/lib/base/clock";
import { inTransaction } from "@/lib/db/transaction";
import { deskActor } from "./desk-actor";
import { lockPayout } from "./lock-payout";
import { movePayout } from "./move-payout";

/** Nobody has decided in all that time: what was asked for then may not be wanted any more, and is asked for anew if it is. */
export async function expirePayout({ payoutId }: { payoutId: string }): Promise<"notDue" | "expired"> {
  return inTransaction(async (tx) => {
    const payout = await lockPayout(tx, { payoutId });
    if (payout?.state !== "awaitingApproval") return "notDue";
    const { expiresAt } = payout;
    if (expiresAt !== null && expiresAt > currentTime()) {
      await tx.payout.update({ where: { id: payoutId }, data: { nextCheckAt: expiresAt } });
      return "notDue";
    }
    const note = "Nobody decided on it in the time that the policy gives.";
    const moved = await movePayout(tx, payout, "expire", { by: deskActor(payout.merchantId), note });
    return moved ? "expired" : "notDue";
  });
}
