/** When a payout that is asked for stands out (`sense-rules.ts`). Part of a merchant's approval policy. */
export type SenseLimits = {
  /** For how long the same amount to the same receiver, and the same reference, are taken for a possible double. */
  readonly sameAmountDays: number;
  readonly sameReferenceDays: number;
  /** From how many percent of a receiver's, and of the maker's, middle amount on; and how many payouts make a habit. */
  readonly abovePercent: number;
  readonly makerAbovePercent: number;
  readonly leastTimes: number;
  /** Whether the maker has to say why, where it may be the same payout twice. */
  readonly duplicateNeedsReason: boolean;
};

export const USUAL_SENSE: SenseLimits = {
  sameAmountDays: 30,
  sameReferenceDays: 90,
  abovePercent: 200,
  makerAbovePercent: 1000,
  leastTimes: 3,
  duplicateNeedsReason: false,
};
