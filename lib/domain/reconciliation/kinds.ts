/** What can be wrong between the desk and a provider, the most serious first. */
export const FINDINGS = {
  twice: {
    title: "Booked twice",
    sentence: "The provider has more than one payout under one number of ours. Money may have left twice.",
  },
  unknownAtDesk: {
    title: "Not from this desk",
    sentence: "The provider has a payout that nobody made here. Somebody else may have access to the account.",
  },
  currencyDiffers: { title: "Another currency", sentence: "The provider booked another currency than was asked for." },
  amountDiffers: { title: "Another amount", sentence: "The provider booked another amount than was asked for." },
  stateDiffers: { title: "Told differently", sentence: "The desk and the provider do not tell the same about this payout." },
  missingAtProvider: { title: "Not at the provider", sentence: "The desk counts it as sent, and the provider's list does not have it." },
  balanceDiffers: {
    title: "The balance does not add up",
    sentence: "What was there before and what moved since do not make what is there now.",
  },
} as const satisfies Record<string, { readonly title: string; readonly sentence: string }>;

export type FindingKind = keyof typeof FINDINGS;

export function isFindingKind(text: string): text is FindingKind {
  return Object.hasOwn(FINDINGS, text);
}

/** The most serious first. */
export function seriousness(kind: FindingKind): number {
  return Object.keys(FINDINGS).indexOf(kind);
}

/** Differences that are as they should be, with the reason. */
export const EXPLAINED_REASONS = {
  justMoved: "moved within the last hour; lists and webhooks need their time",
  notListedYet: "on its way; this provider lists what it has executed only",
  inDoubt: "unconfirmed; it stands under Unconfirmed until a person or the provider has settled it",
  returned: "sent back by the receiver's bank",
  beforeDesk: "made before this account was connected to the desk",
  testPayment: "a test payment of the desk's own checks",
} as const satisfies Record<string, string>;

export type ExplainedReason = keyof typeof EXPLAINED_REASONS;
