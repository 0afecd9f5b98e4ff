import type { Currency } from "@/lib/base/currency";
import type { FailureReason } from "@/lib/domain/payout/failure";
import type { PayoutDestination } from "./payout";
import type { ReceiverDetails } from "./receiver";

/**
 * What somebody needs to rehearse with a provider's simulator without knowing the provider: the contract suite, which walks the
 * registry, and whoever sets up a demo merchant.
 */
export type Rehearsal = {
  /** Both sides of a new merchant account, with new secrets each time. */
  newAccount(currency: Currency): RehearsedAccount;
  /** An account that never paid in, and can be paid in this currency. */
  openLoop(currency: Currency): PayoutDestination;
  /**
   * Somebody new each time who can be paid in this currency, where receivers must be enrolled first: `POST /_sim/{provider}/enrolments`
   * takes `{providerReceiverId, providerAccountId, becomes: "ready" | "refused"}` for them.
   */
  receiver?(currency: Currency): ReceiverDetails;
  /** What `POST /_sim/{provider}/orders` is told, and what a payout then names of its answer; null where there is no closed loop. */
  readonly closedLoop: null | {
    order(wish: { readonly accountId: string; readonly currency: Currency }): Record<string, unknown>;
    destinationOf(answer: unknown): PayoutDestination;
  };
  /** Words after `refuse:` that end in `refused`, and the reason that they must be read as. */
  readonly refusals: Readonly<Record<string, FailureReason>>;
  /** What a payout that failed can be read as; `accountInvalid` unless said otherwise. `unknown` where the provider gives no reasons. */
  readonly failure?: FailureReason;
  /** The least that the provider pays out, in minor units; 1 unless said otherwise. */
  smallest?(currency: Currency): bigint;
  /** `timed`: the signature covers a time, so an old delivery can be told; `untimed`: it does not; `none`: nothing is signed. */
  readonly webhookProof: "timed" | "untimed" | "none";
};

/** `settings` is what our connection stores; `accountId` and `credentials` are what `POST /_sim/{provider}/accounts` is told. */
type RehearsedAccount = {
  readonly settings: Readonly<Record<string, unknown>>;
  readonly accountId: string;
  readonly credentials: Readonly<Record<string, unknown>>;
};
