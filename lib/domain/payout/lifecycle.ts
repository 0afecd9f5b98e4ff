/**
 * The states a payout can be in, and who may leave which: the one table that decides. `lib/operations/payouts/move-payout.ts`
 * is the only writer and asks nobody else.
 */
export const LIFECYCLE = {
  draft: { submit: "awaitingApproval", discard: "discarded" },
  awaitingApproval: { approve: "approved", reject: "rejected", withdraw: "draft", expire: "expired" },
  // `resurface`: the provider has it after all, although an earlier attempt was thought absent or the payout had ended otherwise. What
  // may have been paid is never called unpaid, and nothing may send it again.
  approved: { dispatch: "dispatching", revoke: "awaitingApproval", hold: "held", cancel: "cancelled", resurface: "unconfirmed" },
  held: { release: "approved", revoke: "awaitingApproval", cancel: "cancelled", resurface: "unconfirmed" },
  dispatching: { accept: "inFlight", refuse: "refused", loseTrack: "unconfirmed", stayHome: "approved" },
  // Ways out of not knowing. `findAbsent` sends it round again, and is taken alone only where the provider guards against duplicates.
  unconfirmed: { accept: "inFlight", settle: "settled", fail: "failed", cancel: "cancelled", refuse: "refused", findAbsent: "approved" },
  inFlight: { settle: "settled", fail: "failed", cancel: "cancelled", bounce: "returned" },
  settled: { bounce: "returned" },
  discarded: {},
  rejected: {},
  expired: {},
  refused: { resurface: "unconfirmed" },
  failed: { resurface: "unconfirmed" },
  cancelled: { resurface: "unconfirmed" },
  returned: {},
} as const satisfies Record<string, Readonly<Record<string, string>>>;

export type PayoutState = keyof typeof LIFECYCLE;
export type PayoutEvent = { [S in PayoutState]: keyof (typeof LIFECYCLE)[S] }[PayoutState];

export const PAYOUT_STATES = Object.keys(LIFECYCLE).filter(isPayoutState);

export function isPayoutState(text: string): text is PayoutState {
  return Object.hasOwn(LIFECYCLE, text);
}

/** Where an event leads from a state, or null when that state has no such way out. */
export function next(state: PayoutState, event: PayoutEvent): PayoutState | null {
  const ways: Readonly<Record<string, PayoutState>> = LIFECYCLE[state];
  return ways[event] ?? null;
}

/**
 * The payout's story is told, unless the provider contradicts itself (`resurface`). `settled` is not final, since a bank may still send
 * the money back.
 */
export function isFinal(state: PayoutState): boolean {
  return Object.keys(LIFECYCLE[state]).every((event) => event === "resurface");
}

/** From here on bytes may have left for the provider, and only the provider's word ends it. */
export const AT_PROVIDER_STATES = ["dispatching", "unconfirmed", "inFlight"] as const satisfies readonly PayoutState[];

export function isAtProvider(state: PayoutState): boolean {
  return AT_PROVIDER_STATES.some((one) => one === state);
}
