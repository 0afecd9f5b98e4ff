import { currentTime } from "@/lib/base/clock";
import { inTransaction } from "@/lib/db/transaction";
import { expiryWarningAt } from "@/lib/domain/approval/expiry";
import { deskActor } from "./desk-actor";
import { lockPayout } from "./lock-payout";
import { movePayout } from "./move-payout";
import { tellOfExpiry, warnOfExpiry } from "./warn-of-expiry";

/** Tells those who could sign while there is still time. Then nobody has decided in all that time: what was asked for then may not be wanted any more, and is asked for anew if it is. */
export async function expirePayout({ payoutId }: { payoutId: string }): Promise<"notDue" | "warned" | "expired"> {
  return inTransaction(async (tx) => {
    const payout = await lockPayout(tx, { payoutId });
    if (payout?.state !== "awaitingApproval") return "notDue";
    const { expiresAt, expiryWarnedAt, stateAt } = payout;
    const now = currentTime();
    if (expiresAt !== null && expiresAt > now) {
      const warnAt = expiryWarnedAt === null ? expiryWarningAt({ since: stateAt, expiresAt }) : null;
      const isWarned = warnAt !== null && warnAt <= now;
      if (isWarned) await warnOfExpiry(tx, payout);
      const changes = isWarned ? { expiryWarnedAt: now } : {};
      await tx.payout.update({
        where: { id: payoutId },
        data: { ...changes, nextCheckAt: warnAt === null || isWarned ? expiresAt : warnAt },
      });
      return isWarned ? "warned" : "notDue";
    }
    const note = "Nobody decided on it in the time that the policy gives.";
    const moved = await movePayout(tx, payout, "expire", { by: deskActor(payout.merchantId), note });
    if (!moved) return "notDue";
    await tellOfExpiry(tx, payout);
    return "expired";
  });
}
