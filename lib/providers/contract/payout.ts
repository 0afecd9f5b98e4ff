import type { Money } from "@/lib/base/money";
import type { AccountAddress } from "@/lib/domain/account/address";
import type { FailureReason } from "@/lib/domain/payout/failure";
import type { Fault } from "./fault";

/** Where the money goes, as the adapter needs it. */
export type PayoutDestination =
  | { readonly kind: "order"; readonly orderId: string }
  | { readonly kind: "paymentSource"; readonly paymentSourceId: string; readonly userId: string }
  | {
      readonly kind: "account";
      readonly holderName: string;
      readonly address: AccountAddress;
      /** Of a payee check whose result the provider keeps; then the account is paid as it was checked. */
      readonly verificationId?: string;
    }
  /** Somebody whom `enrolReceiver` made known; `address` is what was enrolled, where it was an account. */
  | {
      readonly kind: "enrolled";
      readonly providerReceiverId: string;
      readonly providerAccountId: string | null;
      readonly address: AccountAddress | null;
    };

/** One payout as it is handed to a provider. A function of the payout alone, never of the attempt: sent twice, it is the same bytes. */
export type PayoutOrder = {
  readonly payoutId: string;
  /** Our own unique reference, "CF" and 12 characters; what `lookUpPayout` searches where there is no key. */
  readonly number: string;
  /** UUID v4, made with the payout and stored with it. */
  readonly idempotencyKey: string;
  readonly amount: Money;
  readonly destination: PayoutDestination;
  /** What the receiver reads on the statement, already within the limit. */
  readonly statementText: string;
  readonly metadata: Readonly<Record<string, string>>;
  /** YYYY-MM-DD: not before this day, where the provider can keep a payout waiting by itself. */
  readonly effectiveDate?: string | null;
};

/** What a provider showed us once, in our words. Never a state of ours: `lib/operations/payouts` decides what follows. */
export type ObservedStatus = "received" | "inFlight" | "settled" | "failed" | "cancelled" | "returned" | "needsAction" | "unrecognised";

export type Observation = {
  /** In one spelling for one payout: ids are compared letter by letter. */
  readonly providerPayoutId: string;
  /** Our own number, where the provider carries it back (reference, metadata): finds the payout before its provider id is known. */
  readonly payoutNumber?: string | null;
  readonly status: ObservedStatus;
  /** The provider's own status word, verbatim. */
  readonly providerStatus: string;
  /** The provider's own time of the change, as raw text; null where none is given. */
  readonly at: string | null;
  readonly amount: Money | null;
  readonly fee: Money | null;
  readonly failure: ProviderFailure | null;
  /** Scheme or chain reference that a bank can trace (scheme id, txid), where shown. */
  readonly rail: string | null;
  readonly traceId: string | null;
  /** A page on which the receiver names the account. Whoever has the address can do so: it is stored sealed and shown on request. */
  readonly receiverLink?: string;
  /** Id of the stored exchange or delivery that this was read from. */
  readonly evidenceId: string | null;
};

export type ProviderFailure = {
  readonly reason: FailureReason;
  /** The provider's own code, verbatim; "" where it gave none. */
  readonly providerCode: string;
  /** The provider's own words, scrubbed; for the evidence, not for customers. */
  readonly message: string;
  /** The provider's own word on whether a new payout with the same facts makes sense; absent where it says nothing. */
  readonly mayRetry?: boolean;
};

export type SendOutcome =
  | { readonly kind: "accepted"; readonly observation: Observation }
  /** Surely not paid, and never will be under this order. */
  | { readonly kind: "refused"; readonly failure: ProviderFailure; readonly evidenceId: string | null }
  /** Surely never left us, or surely not acted on (401, 429 before booking): safe to try again with the same order. */
  | { readonly kind: "notSent"; readonly fault: Fault }
  /** May have been paid: look it up, never resend blind. */
  | { readonly kind: "unknown"; readonly fault: Fault };

export type LookUpBy =
  | { readonly kind: "providerPayoutId"; readonly providerPayoutId: string }
  | { readonly kind: "order"; readonly order: PayoutOrder; readonly firstSentAt: Date };

export type LookUpOutcome =
  | { readonly kind: "found"; readonly observation: Observation }
  /** The provider answered, and has no such payout. */
  | { readonly kind: "absent"; readonly evidenceId: string | null }
  /** This provider offers no way to ask by what we know (TrueLayer has no list): replay the key instead. */
  | { readonly kind: "cannotAsk"; readonly why: string }
  | { readonly kind: "unavailable"; readonly fault: Fault };

export type CancelOutcome =
  | { readonly kind: "cancelled"; readonly observation: Observation }
  | { readonly kind: "tooLate"; readonly evidenceId: string | null }
  | { readonly kind: "unknown"; readonly fault: Fault };

/** Payouts that the provider made between two moments, in no promised order; `cursor` is the provider's own and opaque. */
export type PayoutWindow = { readonly from: Date; readonly to: Date; readonly cursor?: string };

export type PayoutPage =
  | {
      readonly kind: "read";
      readonly observations: readonly Observation[];
      readonly nextCursor: string | null;
      /** True where rows of it cannot be read: what it does not show may be there. */
      readonly hasHoles?: boolean;
    }
  | { readonly kind: "unavailable"; readonly fault: Fault };

export type SandboxEndOutcome = { readonly kind: "done" } | { readonly kind: "unavailable"; readonly fault: Fault };
