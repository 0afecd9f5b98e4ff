import { currentTime } from "@/lib/base/clock";
import { newId } from "@/lib/base/id";
import type { Tx } from "@/lib/db/client";
import { hashShown } from "@/lib/db/hash-shown";
import { moneyOf } from "@/lib/db/minor";
import type { Actor } from "@/lib/domain/access/actor";
import type { LockedPayout } from "@/lib/operations/payouts/lock-payout";

export type Decision = {
  readonly verdict: "approve" | "reject";
  readonly shownHash: string;
  readonly reason?: string;
  readonly note?: string;
};

/** The hash of the payout as it stands; a decision on anything else than this is a decision on something that is no more. */
export function shownHashOf(payout: LockedPayout): string {
  return hashShown({
    payoutId: payout.id,
    round: payout.round,
    amount: moneyOf(payout.amountMinor, payout.currency),
    receiverName: payout.receiverName,
    receiverAccountVersionId: payout.receiverAccountVersionId,
    paymentSourceId: payout.paymentSourceId,
    connectionId: payout.connectionId,
    reference: payout.reference,
    statementText: payout.statementText,
    policyVersion: payout.policyVersion,
  });
}

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
      reason: decision.reason ?? null,
      note: decision.note ?? null,
      shownHash: decision.shownHash,
      at: currentTime(),
    },
  });
}
