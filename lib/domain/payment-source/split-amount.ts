/** An account that something may be sent back to: `returnableMinor` of it at most. */
export type Returnable = { readonly paymentSourceId: string; readonly returnableMinor: bigint; readonly paidInAt: Date | null };

export type AmountPart = { readonly paymentSourceId: string; readonly minor: bigint };

export type AmountSplit = {
  readonly parts: readonly AmountPart[];
  /** What never came in from any of them, so that it cannot go back to them. */
  readonly restMinor: bigint;
};

/**
 * An amount over several accounts: the first takes all that it can, then those that can take most, so that it becomes few payouts. Of
 * equals the one that paid in last, then by id: the same question always has the same answer.
 */
export function splitAmount(minor: bigint, [first, ...others]: readonly Returnable[]): AmountSplit {
  const parts: AmountPart[] = [];
  let restMinor = minor;
  for (const { paymentSourceId, returnableMinor } of first ? [first, ...[...others].sort(byRoom)] : []) {
    const isEnough = returnableMinor >= restMinor;
    const taken = isEnough ? restMinor : returnableMinor;
    if (taken <= 0n) continue;
    parts.push({ paymentSourceId, minor: taken });
    restMinor -= taken;
  }
  return { parts, restMinor };
}

function byRoom(a: Returnable, b: Returnable): number {
  if (a.returnableMinor !== b.returnableMinor) return a.returnableMinor > b.returnableMinor ? -1 : 1;
  const later = (b.paidInAt?.getTime() ?? 0) - (a.paidInAt?.getTime() ?? 0);
  return later !== 0 ? later : a.paymentSourceId < b.paymentSourceId ? -1 : 1;
}
