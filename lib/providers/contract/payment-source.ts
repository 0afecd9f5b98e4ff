import type { Money } from "@/lib/base/money";
import type { AccountAddress } from "@/lib/domain/account/address";
import type { Fault } from "./fault";

/** An account that once paid in, as the provider knows it. */
export type PaymentSource = {
  /** What a closed-loop payout names: the order id (Ivy) or the payment source id (TrueLayer). */
  readonly sourceId: string;
  readonly userId: string | null;
  /** The merchant's own reference of the order, where the provider keeps it. */
  readonly orderReference: string | null;
  readonly holderName: string | null;
  readonly holderEmail: string | null;
  readonly address: AccountAddress | null;
  readonly paidIn: Money | null;
  readonly refunded: Money | null;
  readonly paidInAt: string | null;
  /** Null when it may be paid back; otherwise a sentence for people. */
  readonly refusal: string | null;
};

export type PaymentSourcesOutcome =
  | { readonly kind: "read"; readonly sources: readonly PaymentSource[] }
  | { readonly kind: "unavailable"; readonly fault: Fault };

export type PaymentSourceQuestion =
  | { readonly kind: "order"; readonly orderId: string }
  | { readonly kind: "user"; readonly userId: string };
