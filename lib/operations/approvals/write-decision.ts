import { currentTime } from "@/lib/base/clock";
import { newId } from "@/lib/base/id";
import type { Tx } from "@/lib/db/client";
import type { Actor } from "@/lib/domain/access/actor";
import type { Lent } from "@/lib/domain/approval/judge-approval";
import type { LockedPayout } from "@/lib/operations/payouts/lock-payout";

export type Decision = {
  readonly verdict: "approve" | "reject";
  readonly shownHash: string;
  readonly reason?: string;
  readonly note?: string;
  /** Which step an approval counts for. */
  readonly step?: number;
  /** Whose place was taken for it; null: the checker's own. */
  readonly as?: Lent | null;
};

export type Checker = Extract<Actor, { kind: "person" }>;

export async function writeDecision(tx: Tx, checker: Checker, payout: LockedPayout, decision: Decision): Promise<void> {
  await tx.approvalDecision.create({
    data: {
      id: newId("decision"),
      merchantId: payout.merchantId,
      payoutId: payout.id,
      round: payout.round,
      verdict: decision.verdict,
      checkerId: checker.personId,
      checkerName: checker.name,
      step: decision.step ?? 0,
      forId: decision.as?.personId ?? null,
      forName: decision.as?.name ?? null,
      reason: decision.reason ?? null,
      note: decision.note ?? null,
      shownHash: decision.shownHash,
      at: currentTime(),
    },
  });
}
