import type { Tx } from "@/lib/db/client";
import { type Lock, takeLocks } from "@/lib/db/take-locks";
import { addsUpMakerDay } from "@/lib/domain/approval/adds-up-maker-day";
import type { ApprovalPolicy } from "@/lib/domain/approval/policy";
import { receiversLock } from "@/lib/operations/receivers/lock-receivers";

export type JudgedUnder = { readonly merchantId: string; readonly makerId: string; readonly policy: ApprovalPolicy };

/**
 * Taken before a payout is judged, and before any other lock, so that two submissions never hold what the other one waits for. Until the
 * transaction ends no other policy comes to hold, and no receiver is closed or merged. Where a rule adds up what a maker asks for in a
 * day, whoever makes payouts as the same maker goes one after another: two at once would each be judged as if there were no other.
 */
export async function lockForJudging(tx: Tx, { merchantId, makerId, policy }: JudgedUnder): Promise<void> {
  const day: readonly Lock[] = addsUpMakerDay(policy) ? [{ on: `makerDay:${merchantId}:${makerId}`, mode: "alone" }] : [];
  await takeLocks(tx, [policyLock(merchantId, "share"), ...day, receiversLock(merchantId, "share")]);
}

/** Judging against replacing what is judged by. */
export function policyLock(merchantId: string, mode: Lock["mode"]): Lock {
  return { on: `policy:${merchantId}`, mode };
}
