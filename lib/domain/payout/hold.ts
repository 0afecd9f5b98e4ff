/** What an approved payout can be waiting for. Each is released by itself when its cause is gone. */
export const HOLD_KINDS = ["connection", "receiver", "frozen", "outage", "balance", "scheduled"] as const;
export type HoldKind = (typeof HOLD_KINDS)[number];
