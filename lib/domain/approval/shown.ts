import type { Money } from "@/lib/base/money";
import { canonicalJson } from "@/lib/domain/rest/canonical-json";

/** Exactly what a checker sees and signs. Whatever is not in here may change without voiding a decision, so nothing is left out. */
export type ShownFacts = {
  readonly payoutId: string;
  readonly number: string;
  readonly round: number;
  readonly amount: Money;
  /** Null: nobody knows it before the provider has said it, and that is what was shown. */
  readonly fee: Money | null;
  readonly loop: string;
  readonly source: string;
  readonly receiver: { readonly id: string | null; readonly name: string };
  /** Open loop: the version of the account, and a fingerprint of the whole number behind the masked one. */
  readonly account: {
    readonly versionId: string;
    readonly holderName: string;
    readonly masked: string;
    readonly fingerprint: string;
  } | null;
  /** Closed loop: what the provider is told that it goes back to. */
  readonly paidInBy: { readonly id: string; readonly sourceId: string; readonly userId: string | null } | null;
  readonly accountMasked: string | null;
  readonly orderId: string | null;
  readonly connectionId: string;
  readonly provider: string;
  readonly reference: string;
  readonly statementText: string;
  readonly metadata: unknown;
  readonly sendAfter: Date | null;
  readonly maker: { readonly id: string; readonly name: string; readonly reason: string | null };
  readonly dispatchKey: string;
  readonly policyVersion: number;
  /** Who signs, with what proof, how long it rests then, and which rules said so: whoever signs is one of so many. */
  readonly need: { readonly steps: unknown; readonly stepUp: string; readonly holdMinutes: number; readonly fired: unknown };
};

/** The facts as one text, unambiguous and the same for the same facts: what is hashed for a signature. */
export function shownText(facts: ShownFacts): string {
  return canonicalJson({
    ...facts,
    amount: textOf(facts.amount),
    fee: facts.fee && textOf(facts.fee),
    sendAfter: facts.sendAfter?.toISOString() ?? null,
  });
}

function textOf({ minor, currency }: Money): string {
  return `${minor} ${currency}`;
}
