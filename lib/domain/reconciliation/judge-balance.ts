/** One currency of one merchant account at one moment, in minor units. */
export type Reading = {
  readonly balanceMinor: bigint;
  /** What is out, by the provider's own records: gone already, or on its way with the money set aside. See `judgeBalance`. */
  readonly outMinor: bigint;
  /** Of that, what the provider may not have taken from the balance yet. */
  readonly unsureMinor: bigint;
};

export type BalanceVerdict =
  /** Nothing to compare with yet. */
  | { readonly kind: "first" }
  | { readonly kind: "addsUp" }
  /** The provider lists no money that comes in, and more is there than was. */
  | { readonly kind: "moneyCameIn"; readonly minor: bigint }
  /** The difference is within what is on its way. */
  | { readonly kind: "onItsWay" }
  | { readonly kind: "differs"; readonly expectedMinor: bigint };

/**
 * Whether a balance is what it should be. With movements from the provider (`movedMinor`): the balance then, and what moved since,
 * are the balance now. An account may set money aside before it moves, so both the plain sum and the one with what is on its way are
 * right. Without movements: the balance and what is out together stay the same, except that money may have come in.
 */
export function judgeBalance({ before, now, movedMinor }: Readings): BalanceVerdict {
  if (!before) return { kind: "first" };
  const setAside = now.balanceMinor + now.outMinor - before.balanceMinor - before.outMinor - (movedMinor ?? 0n);
  if (setAside === 0n) return { kind: "addsUp" };
  if (movedMinor !== null) {
    const expectedMinor = before.balanceMinor + movedMinor;
    return expectedMinor === now.balanceMinor ? { kind: "addsUp" } : { kind: "differs", expectedMinor };
  }
  const onItsWay = now.unsureMinor + before.unsureMinor;
  if (setAside <= onItsWay && -setAside <= onItsWay) return { kind: "onItsWay" };
  return setAside > 0n ? { kind: "moneyCameIn", minor: setAside } : { kind: "differs", expectedMinor: now.balanceMinor - setAside };
}

export type Readings = {
  readonly before: Reading | null;
  readonly now: Reading;
  /** What the provider's movements since then add up to; null where it tells none. */
  readonly movedMinor: bigint | null;
};
