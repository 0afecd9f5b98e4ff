import type { Money } from "@/lib/base/money";

/** Exactly what a checker sees and signs. Whatever is not in here may change without voiding a decision, so little is left out. */
export type ShownFacts = {
  readonly payoutId: string;
  readonly round: number;
  readonly amount: Money;
  readonly receiverName: string;
  readonly receiverAccountVersionId: string | null;
  readonly paymentSourceId: string | null;
  readonly connectionId: string;
  readonly reference: string;
  readonly statementText: string;
  readonly policyVersion: number;
};

/** The facts in one fixed order, unambiguous: what is hashed for a signature. */
export function shownText(facts: ShownFacts): string {
  return JSON.stringify([
    facts.payoutId,
    facts.round,
    facts.amount.minor.toString(),
    facts.amount.currency,
    facts.receiverName,
    facts.receiverAccountVersionId,
    facts.paymentSourceId,
    facts.connectionId,
    facts.reference,
    facts.statementText,
    facts.policyVersion,
  ]);
}
