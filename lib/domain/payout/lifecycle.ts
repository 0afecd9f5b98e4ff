/**
 * The states a payout can be in, and who may leave which: the one table that decides. `lib/operations/payouts/move-payout.ts`
 * is the only writer and asks nobody else.
 */
export const LIFECYCLE = {
  draft: { submit: "awaitingApproval", discard: "discarded" },
  // `mend` and `revoke` begin a new round: what was decided before counts no more.
  awaitingApproval: {
    approve: "approved",
    reject: "rejected",
    withdraw: "draft",
    expire: "expired",
    mend: "awaitingApproval",
    revoke: "awaitingApproval",
  },
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
  // Back with its maker, to be mended or let go; whoever rejected it by mistake takes that back.
  rejected: { mend: "awaitingApproval", reopen: "awaitingApproval", discard: "discarded" },
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

const AFTER_THE_END: readonly string[] = ["resurface", "mend", "reopen", "discard"] satisfies readonly PayoutEvent[];

/**
 * Nothing more comes of the payout by itself: only a provider that contradicts itself (`resurface`), or people who ask for what was
 * rejected once more or let it go. `settled` is not final, since a bank may still send the money back.
 */
export function isFinal(state: PayoutState): boolean {
  return Object.keys(LIFECYCLE[state]).every((event) => AFTER_THE_END.includes(event));
}

/** From here on bytes may have left for the provider, and only the provider's word ends it. */
export const AT_PROVIDER_STATES = ["dispatching", "unconfirmed", "inFlight"] as const satisfies readonly PayoutState[];

export function isAtProvider(state: PayoutState): boolean {
  return AT_PROVIDER_STATES.some((one) => one === state);
}
