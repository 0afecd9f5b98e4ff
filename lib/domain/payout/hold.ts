/**
 * What an approved payout can be waiting for. Each is released by itself when its cause is gone; an account that was rejected
 * stays so, and a person has to cancel the payout; so does what is no longer what was approved, until somebody approves it anew.
 */
export const HOLD_KINDS = [
  "connection",
  "closed",
  "receiver",
  "frozen",
  "outage",
  "balance",
  "scheduled",
  "account",
  "coolOff",
  "accountRejected",
  "notAsSigned",
  "resting",
] as const;
export type HoldKind = (typeof HOLD_KINDS)[number];
