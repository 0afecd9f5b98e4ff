import { isRejectionReason } from "@/lib/domain/approval/schema";
import type { PayoutView } from "./payout-view";
import { payoutSentence, type Sentence } from "./sentence";

/** The one sentence of a payout as its page knows it. */
export function sentenceOf(payout: PayoutView): Sentence {
  const { connection, maker, approvedBy, rejection, failure, ...facts } = payout;
  const reason = rejection?.reason ?? null;
  return payoutSentence({
    ...facts,
    providerLabel: connection.providerLabel,
    makerName: maker.name,
    approvedBy: approvedBy.map(({ name }) => name),
    rejection: rejection && { by: rejection.by, reason: reason !== null && isRejectionReason(reason) ? reason : null },
    failureReason: failure?.reason ?? null,
  });
}
