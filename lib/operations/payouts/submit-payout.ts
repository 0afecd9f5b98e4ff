import { ok, type Result } from "@/lib/base/result";
import type { Actor } from "@/lib/domain/access/actor";
import type { Denial } from "@/lib/domain/access/denial";
import type { CreatePayout } from "@/lib/domain/payout/schema";
import { type MadePayout, type PayoutSet, submitPayouts } from "./submit-payouts";

export type SubmitPayoutOrder = CreatePayout & Omit<PayoutSet, "payouts">;
export type SubmittedPayout = MadePayout & { readonly replayed: boolean };

/** A set of one. */
export async function submitPayout(actor: Actor, order: SubmitPayoutOrder): Promise<Result<SubmittedPayout, Denial>> {
  const { source, submissionKey, reason, ...payout } = order;
  const submitted = await submitPayouts(actor, { payouts: [payout], source, submissionKey, reason });
  if (!submitted.ok) return submitted;
  const { payouts, replayed } = submitted.value;
  const [made] = payouts;
  if (!made) throw new Error("A payout was submitted and none was made.");
  return ok({ ...made, replayed });
}
