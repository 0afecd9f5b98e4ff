import { formatPayoutNumber } from "@/lib/base/id";
import { failed, ok, type Result } from "@/lib/base/result";
import { readApprovalFacts } from "@/lib/db/approval-facts";
import type { Tx } from "@/lib/db/client";
import { shownHashOf } from "@/lib/db/shown-hash";
import { inTransaction } from "@/lib/db/transaction";
import { isUniqueViolation } from "@/lib/db/unique";
import { type Actor, may } from "@/lib/domain/access/actor";
import { type Denial, denial } from "@/lib/domain/access/denial";
import { REJECTION_REASONS, type RejectionReason } from "@/lib/domain/approval/policy";
import { leaveOutAddresses } from "@/lib/domain/mail/leave-out-addresses";
import { queueMail } from "@/lib/operations/mail/queue-mail";
import { type LockedPayout, lockPayout } from "@/lib/operations/payouts/lock-payout";
import { movePayout } from "@/lib/operations/payouts/move-payout";
import type { Decided } from "./approve-payout";
import { writeDecision } from "./write-decision";

export type RejectPayout = {
  readonly payoutId: string;
  readonly shownHash: string;
  readonly reason: RejectionReason;
  readonly note?: string;
};

/** Lets a checker refuse a payout, with a reason that goes back to the maker. Nothing has been sent, and nothing will be. */
export async function rejectPayout(actor: Actor, input: RejectPayout): Promise<Result<Decided, Denial>> {
  try {
    return await inTransaction((tx) => reject(tx, actor, input));
  } catch (error) {
    if (isUniqueViolation(error)) return failed(denial("alreadyDecided"));
    throw error;
  }
}

async function reject(tx: Tx, actor: Actor, { payoutId, shownHash, reason, note }: RejectPayout): Promise<Result<Decided, Denial>> {
  if (actor.kind !== "person" || !may(actor, "payout.approve")) return failed(denial("forbidden"));
  const payout = await lockPayout(tx, { payoutId, merchantId: actor.merchantId });
  if (!payout) return failed(denial("notFound"));
  const { makerId, touchedBy } = await readApprovalFacts(tx, payout);
  if (makerId === actor.personId) return failed(denial("makerIsChecker"));
  if (touchedBy.includes(actor.personId)) return failed(denial("touchedByChecker"));
  if (payout.state !== "awaitingApproval" || (await shownHashOf(tx, payout)) !== shownHash) return failed(denial("changedMeanwhile"));

  await writeDecision(tx, actor, payout, { verdict: "reject", shownHash, reason, note });
  const sentence = note ? `${REJECTION_REASONS[reason]}: ${note}` : `${REJECTION_REASONS[reason]}.`;
  const moved = await movePayout(tx, payout, "reject", { by: actor, note: sentence });
  if (!moved) throw new Error(`Payout ${payout.id} was locked and yet moved meanwhile.`);
  await tellMaker(tx, payout, `${actor.name} rejected it. ${sentence}`);
  return ok({ payoutId, state: moved.state });
}

/** It is the maker's again: to be mended or let go. A machine is not written to. */
async function tellMaker(tx: Tx, { merchantId, makerKind, makerId, number, receiverName }: LockedPayout, what: string): Promise<void> {
  if (makerKind !== "person") return;
  const subject = leaveOutAddresses(`Payout ${formatPayoutNumber(number)} to ${receiverName} was rejected`);
  const text = `${leaveOutAddresses(what)}\n\nYou can mend it and ask for approval again, or let it go.`;
  await queueMail(tx, { merchantId, to: { personId: makerId }, subject, text, path: `/payouts/${number}` });
}
