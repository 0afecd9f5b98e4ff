import type { AccountAddress } from "@/lib/domain/account/address";
import type { BalancesOutcome, MerchantAccountOutcome, TransactionPage } from "./ledger";
import type { ConnectionMode, Hosts } from "./manifest";
import type { PaymentSourceQuestion, PaymentSourcesOutcome } from "./payment-source";
import type {
  CancelOutcome,
  LookUpBy,
  LookUpOutcome,
  PayoutOrder,
  PayoutPage,
  PayoutWindow,
  SandboxEndOutcome,
  SendOutcome,
} from "./payout";
import type { Enrolment, EnrolmentLookUpOutcome, EnrolOutcome, ReceiverDetails, VerificationOutcome } from "./receiver";
import type { Transport } from "./transport";

/** One merchant account at one provider. Which optional methods are present says what the provider can do. */
export interface ProviderConnection {
  sendPayout(order: PayoutOrder): Promise<SendOutcome>;
  /** By the provider's id where we have one; else by the whole order (its number, amount and time make a list search safe). */
  lookUpPayout(by: LookUpBy): Promise<LookUpOutcome>;
  cancelPayout?(providerPayoutId: string): Promise<CancelOutcome>;
  readBalances?(): Promise<BalancesOutcome>;
  listPaymentSources?(by: PaymentSourceQuestion): Promise<PaymentSourcesOutcome>;
  verifyReceiver?(account: { readonly holderName: string; readonly address: AccountAddress }): Promise<VerificationOutcome>;
  /** Makes a receiver, and their account, known. Called again with the same details it finds what it made before. */
  enrolReceiver?(receiver: ReceiverDetails): Promise<EnrolOutcome>;
  lookUpEnrolment?(by: Pick<Enrolment, "providerReceiverId" | "providerAccountId">): Promise<EnrolmentLookUpOutcome>;
  /** For reconciliation: everything that this account paid out, whoever asked for it. */
  listPayouts?(window: PayoutWindow): Promise<PayoutPage>;
  /** Everything that moved money on this account, for reconciliation, and for what was paid in. */
  listTransactions?(window: PayoutWindow): Promise<TransactionPage>;
  /** A harmless call that proves the credentials, and says which account they open. */
  readMerchantAccount?(): Promise<MerchantAccountOutcome>;
  /** Present where no money can move: brings a payout to its end at once. */
  endSandboxPayout?(payout: { readonly providerPayoutId: string; readonly end: "settled" | "failed" }): Promise<SandboxEndOutcome>;
}

export type ConnectContext = {
  readonly hosts: Hosts;
  readonly transport: Transport;
  /** Absent is read as `live`, the strictest. */
  readonly mode?: ConnectionMode;
};
