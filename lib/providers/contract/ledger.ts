import type { Money } from "@/lib/base/money";
import type { AccountAddress } from "@/lib/domain/account/address";
import type { Fault } from "./fault";

export type BalancesOutcome =
  | { readonly kind: "read"; readonly balances: readonly Balance[] }
  | { readonly kind: "unavailable"; readonly fault: Fault };

export type Balance = { readonly accountId: string | null; readonly available: Money; readonly current: Money | null };

/** One movement on a merchant account. `amount` is what it added; what left is negative. */
export type Transaction = {
  readonly id: string;
  readonly kind: "paidIn" | "payout" | "returned" | "refund" | "other";
  readonly amount: Money;
  readonly at: string | null;
  /** The payout that left, or that came back. */
  readonly providerPayoutId: string | null;
  /** Our own number, where the movement carries it. */
  readonly payoutNumber?: string | null;
  /** Announced, and not moved yet. */
  readonly isPending?: boolean;
  /** The account that it came in from or went back to, where the movement names one that can be paid back to. */
  readonly source: TransactionSource | null;
  /** The provider's id of the payment that came in or was refunded: another thing that people paste. */
  readonly paymentId?: string | null;
};

export type TransactionSource = {
  readonly sourceId: string;
  readonly userId: string | null;
  readonly holderName?: string | null;
  readonly address?: AccountAddress | null;
};

export type TransactionPage =
  | {
      readonly kind: "read";
      readonly transactions: readonly Transaction[];
      readonly nextCursor: string | null;
      /** True where rows of it cannot be read: they moved something nevertheless. */
      readonly hasHoles?: boolean;
    }
  | { readonly kind: "unavailable"; readonly fault: Fault };

export type MerchantAccountOutcome =
  | { readonly kind: "read"; readonly account: MerchantAccountFacts }
  | { readonly kind: "unavailable"; readonly fault: Fault };

export type MerchantAccountFacts = {
  readonly accountId: string;
  readonly name: string | null;
  /** Where the provider sends webhooks, as far as it says so: to be compared with our own address. */
  readonly webhookUrl: string | null;
};
