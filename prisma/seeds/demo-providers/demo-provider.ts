import type { Currency } from "@/lib/base/currency";
import type { AccountAddress } from "@/lib/domain/account/address";
import type { FailureReason } from "@/lib/domain/payout/failure";

/** What the demo needs to know of a provider beyond its definition: which accounts a merchant has there, and how its past reads. */
export type DemoProvider = {
  /** What the large demo merchant has; the other one has those that are not disabled. */
  readonly connections: readonly DemoConnection[];
  /** Fresh credentials, as an admin would type them. They leave here only to be sealed. */
  makeSettings(): Record<string, string>;
  /** What the make-believe provider has to know to let these settings in. */
  credentialsOf(settings: Readonly<Record<string, string>>, facts: { currency: Currency; merchantName: string }): unknown;
  /** The status words of a payout's life, verbatim. */
  readonly words: { readonly received: string; readonly inFlight: string; readonly settled: string; readonly failed: string };
  railOf(currency: Currency): string | null;
  traceIdOf(providerPayoutId: string): string;
  /** Codes and how often they are met; what they mean is the provider's mapping. */
  readonly failures: readonly ProviderWords[];
  readonly refusals: readonly ProviderWords[];
  /** Null where money does not come back after it was paid, or the provider has no word for it. */
  readonly returned: ProviderWords | null;
  /** Null where nothing goes back to an account that paid in. */
  readonly paidIn: null | {
    /** How a payment that came in is known there. `label` is the merchant's own order number. */
    nameSource(label: string, atMs: number): SourceNames;
    /** The body of `POST /_sim/{provider}/orders` for it. */
    orderOf(source: PaidIn): unknown;
  };
};

export type DemoConnection = {
  readonly name: string;
  readonly currency: Currency;
  /** Its share of the payouts. */
  readonly weight: number;
  readonly isDisabled?: boolean;
};

export type ProviderWords = { readonly code: string; readonly reason: FailureReason; readonly message: string };

export type SourceNames = {
  readonly sourceId: string;
  readonly userId: string | null;
  readonly orderId: string | null;
  readonly orderReference: string | null;
};

export type PaidIn = Pick<SourceNames, "sourceId" | "userId" | "orderReference"> & {
  readonly accountId: string;
  readonly currency: Currency;
  readonly amountMinor: string;
  readonly holderName: string;
  readonly holderEmail: string | null;
  readonly address: AccountAddress;
  readonly paidInAt: string;
  readonly isRefused: boolean;
};
