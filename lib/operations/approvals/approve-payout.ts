import { crashPoint } from "@/lib/base/crash-point";
import { failed, ok, type Result } from "@/lib/base/result";
import { readApprovalFacts } from "@/lib/db/approval-facts";
import { writeAudit } from "@/lib/db/audit";
import type { Tx } from "@/lib/db/client";
import { moneyOf } from "@/lib/db/minor";
import { readLent } from "@/lib/db/read-lent";
import { readRisk } from "@/lib/db/read-risk";
import { shownHashOf } from "@/lib/db/shown-hash";
import { inTransaction } from "@/lib/db/transaction";
import { isUniqueViolation } from "@/lib/db/unique";
import type { Actor } from "@/lib/domain/access/actor";
import { type Denial, denial } from "@/lib/domain/access/denial";
import type { StepUpNeed } from "@/lib/domain/access/step-up";
import { judgeApproval } from "@/lib/domain/approval/judge-approval";
import type { PayoutState } from "@/lib/domain/payout/lifecycle";
import { type LockedPayout, lockPayout } from "@/lib/operations/payouts/lock-payout";
import { movePayout } from "@/lib/operations/payouts/move-payout";
import { demandStepUp } from "@/lib/operations/sessions/demand-step-up";
import { writeDecision } from "./write-decision";

export type ApprovePayout = {
  readonly payoutId: string;
  readonly shownHash: string;
  readonly note?: string;
  /** Only its line in a list was seen: enough where nothing speaks against it. */
  readonly isUnopened?: boolean;
};
export type Decided = { readonly payoutId: string; readonly state: PayoutState };

/**
 * Lets a checker release a payout. Sending happens later, in the worker, so a slow provider never holds this up. Two checkers
 * pressing at once are judged one after the other by the row's lock: the second is told that it was decided meanwhile.
 */
export async function approvePayout(actor: Actor, input: ApprovePayout): Promise<Result<Decided, Denial>> {
  try {
    const decided = await inTransaction((tx) => approve(tx, actor, input));
    crashPoint("approve.committed");
    return decided;
  } catch (error) {
    if (isUniqueViolation(error)) return failed(denial("alreadyDecided"));
    throw error;
  }
}

async function approve(tx: Tx, actor: Actor, input: ApprovePayout): Promise<Result<Decided, Denial>> {
  const payout = await lockPayout(tx, { payoutId: input.payoutId, merchantId: actor.merchantId });
  if (!payout) return failed(denial("notFound"));
  crashPoint("approve.locked");

  const lentFor = await readLent(tx, actor);
  const verdict = judgeApproval(await readApprovalFacts(tx, payout), actor, lentFor(moneyOf(payout.amountMinor, payout.currency)));
  if (verdict.kind === "denied") return failed(denial(verdict.code, verdict.sentence));
  if (actor.kind !== "person") return failed(denial("forbidden"));
  if (payout.state !== "awaitingApproval" || (await shownHashOf(tx, payout)) !== input.shownHash) return failed(denial("changedMeanwhile"));
  if (input.isUnopened && (await readRisk(tx, payout)).risk.level === "high") return failed(denial("mustBeOpened"));

  const proof = stepUpNeed(payout, input);
  // Asked last: a proof is not spent on what would be refused anyway.
  const proven = proof === null ? null : await demandStepUp(tx, actor, proof);
  if (proven && !proven.ok) return proven;

  await writeDecision(tx, actor, payout, {
    verdict: "approve",
    shownHash: input.shownHash,
    note: input.note,
    step: verdict.step,
    as: verdict.as,
  });
  crashPoint("approve.decided");
  if (verdict.missing > 0) {
    await writeAudit(tx, {
      actor,
      event: "payout.approvalCounted",
      subject: { kind: "payout", id: payout.id },
      details: { number: payout.number, step: verdict.step + 1, missing: verdict.missing },
    });
    return ok({ payoutId: payout.id, state: payout.state });
  }
  const moved = await movePayout(tx, payout, "approve", { by: actor, note: input.note });
  if (!moved) throw new Error(`Payout ${payout.id} was locked and yet moved meanwhile.`);
  crashPoint("approve.moved");
  return ok({ payoutId: payout.id, state: moved.state });
}

/** What policy wants of whoever approves: a proof of these minutes, or one for exactly this payout as it is shown. */
function stepUpNeed({ id, stepUp }: LockedPayout, { shownHash }: ApprovePayout): StepUpNeed | null {
  if (stepUp === "none") return null;
  return stepUp === "session" ? { kind: "session" } : { kind: "item", subjectKind: "payout", subjectId: id, hash: shownHash };
}
