import type { Tx } from "@/lib/db/client";
import { shownHashOf } from "@/lib/db/shown-hash";
import type { LockedPayout } from "@/lib/operations/payouts/lock-payout";

/** Whether every approval that counts was given on exactly what would be sent now. Ask under the payout's lock. */
export async function isAsSigned(tx: Tx, payout: LockedPayout): Promise<boolean> {
  const approvals = await tx.approvalDecision.findMany({
    where: { payoutId: payout.id, round: payout.round, verdict: "approve" },
    select: { shownHash: true },
  });
  if (approvals.length === 0) return true;
  const now = await shownHashOf(tx, payout);
  return approvals.every(({ shownHash }) => shownHash === now);
}
