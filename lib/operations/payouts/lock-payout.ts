import type { Tx } from "@/lib/db/client";
import type { Payout } from "@/lib/db/generated/client";
import { isPayoutState, type PayoutState } from "@/lib/domain/payout/lifecycle";

/** A payout's row, held until the transaction ends, with its state as the word that it is. */
export type LockedPayout = Omit<Payout, "state"> & { readonly state: PayoutState };

/** Locks the row before it is read, so that what an operation judges cannot change under it. Null for another merchant's. */
export async function lockPayout(
  tx: Tx,
  { payoutId, merchantId }: { payoutId: string; merchantId?: string },
): Promise<LockedPayout | null> {
  const held = await tx.$queryRaw<{ id: string }[]>`SELECT "id" FROM "payout" WHERE "id" = ${payoutId} FOR UPDATE`;
  if (held.length === 0) return null;
  const payout = await tx.payout.findFirst({ where: { id: payoutId, ...(merchantId === undefined ? {} : { merchantId }) } });
  return payout ? asLocked(payout) : null;
}

export function asLocked(payout: Payout): LockedPayout {
  return { ...payout, state: stateOf(payout) };
}

export function stateOf({ id, state }: Pick<Payout, "id" | "state">): PayoutState {
  if (!isPayoutState(state)) throw new Error(`Payout ${id} is in a state that does not exist: ${state}.`);
  return state;
}
