import type { Tx } from "@/lib/db/client";
import { type Lock, takeLocks } from "@/lib/db/take-locks";
import { addsUpMakerDay } from "@/lib/domain/approval/adds-up-maker-day";
import type { ApprovalPolicy } from "@/lib/domain/approval/policy";
import { receiversLock } from "@/lib/operations/receivers/lock-receivers";

// A payout is judged under three locks. Whoever takes all of them takes the first two together, then the rows that are paid from, and the
// maker's day last of all, since it is the one that others wait for: nobody waits for anything more who holds it.

/** Until the transaction ends no other policy comes to hold, and no receiver is closed or merged. Others who judge do not wait for it. */
export async function lockForJudging(tx: Tx, merchantId: string): Promise<void> {
  await takeLocks(tx, [policyLock(merchantId, "share"), receiversLock(merchantId, "share")]);
}

export type MakerDay = { readonly merchantId: string; readonly makerId: string; readonly policy: ApprovalPolicy };

/**
 * Where a rule adds up what a maker asks for in a day, whoever makes payouts as the same maker goes one after another from here to the
 * commit: two at once would each be judged as if there were no other. Taken again by the one who has it, it changes nothing.
 */
export async function lockMakerDay(tx: Tx, { merchantId, makerId, policy }: MakerDay): Promise<void> {
  if (addsUpMakerDay(policy)) await takeLocks(tx, [{ on: `makerDay:${merchantId}:${makerId}`, mode: "alone" }]);
}

/** Judging against replacing what is judged by. */
export function policyLock(merchantId: string, mode: Lock["mode"]): Lock {
  return { on: `policy:${merchantId}`, mode };
}
