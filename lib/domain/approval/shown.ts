import { createHash } from "node:crypto";
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

/** SHA-256 in hex over the facts in one fixed order. */
export function hashShown(facts: ShownFacts): string {
  const parts = [
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
  ];
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex");
}
