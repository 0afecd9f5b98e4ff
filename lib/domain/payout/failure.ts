/** Why money did not arrive, one vocabulary for all providers. The provider's own code and words are kept beside it. */
export const FAILURE_REASONS = {
  accountClosed: { sentence: "The receiver's account is closed.", actor: "receiver", mayRetry: false },
  accountInvalid: { sentence: "The bank does not know this account.", actor: "maker", mayRetry: false },
  accountBlocked: { sentence: "The receiver's account cannot take payments.", actor: "receiver", mayRetry: false },
  insufficientFunds: { sentence: "The merchant account had too little money.", actor: "merchant", mayRetry: true },
  nameMismatch: { sentence: "The bank says the name does not belong to this account.", actor: "maker", mayRetry: false },
  amountInvalid: { sentence: "The amount is outside what the provider allows.", actor: "maker", mayRetry: false },
  duplicate: { sentence: "The provider says it has already been given this payout.", actor: "operations", mayRetry: false },
  notReturnable: { sentence: "This order cannot be paid back.", actor: "maker", mayRetry: false },
  receiverNotReady: { sentence: "The receiver has to act at the provider first.", actor: "receiver", mayRetry: true },
  returned: { sentence: "The receiver's bank sent the money back.", actor: "maker", mayRetry: false },
  blockedByReview: { sentence: "The provider's checks stopped it.", actor: "provider", mayRetry: false },
  restricted: { sentence: "The provider does not allow this payout.", actor: "provider", mayRetry: false },
  expired: { sentence: "The receiver did not act in time.", actor: "receiver", mayRetry: true },
  cancelledByProvider: { sentence: "The provider cancelled it before it was sent.", actor: "operations", mayRetry: true },
  schemeError: { sentence: "The bank network refused it.", actor: "provider", mayRetry: true },
  providerError: { sentence: "The provider had a fault of its own.", actor: "provider", mayRetry: true },
  instructionInvalid: { sentence: "The provider did not accept what was asked.", actor: "operations", mayRetry: false },
  credentialsRefused: { sentence: "The provider did not accept our credentials.", actor: "admin", mayRetry: true },
  unknown: { sentence: "The provider gave no reason that we know.", actor: "operations", mayRetry: false },
} as const satisfies Record<string, FailureMeaning>;

/** `actor` is whose move it is; `mayRetry` says whether a new payout with the same facts makes sense. */
export type FailureMeaning = {
  readonly sentence: string;
  readonly actor: "receiver" | "maker" | "merchant" | "operations" | "provider" | "admin";
  readonly mayRetry: boolean;
};

export type FailureReason = keyof typeof FAILURE_REASONS;

export function isFailureReason(text: string): text is FailureReason {
  return Object.hasOwn(FAILURE_REASONS, text);
}
