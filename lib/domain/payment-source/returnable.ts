import type { PayoutState } from "@/lib/domain/payout/lifecycle";

/** States in which a closed-loop payout no longer takes anything from its source. All others hold what they may yet pay. */
export const RELEASED_STATES = [
  "discarded",
  "rejected",
  "expired",
  "refused",
  "failed",
  "cancelled",
  "returned",
] as const satisfies readonly PayoutState[];

export type SourceTotals = {
  readonly paidIn: bigint;
  readonly refunded: bigint;
  /** Settled payouts to this source. */
  readonly paidOut: bigint;
  /** Payouts to this source that may still be paid: awaiting, approved, in flight, unconfirmed. */
  readonly reserved: bigint;
};

/** What may still be sent back, in minor units; never below zero. */
export function returnable({ paidIn, refunded, paidOut, reserved }: SourceTotals): bigint {
  const rest = paidIn - refunded - paidOut - reserved;
  return rest > 0n ? rest : 0n;
}
