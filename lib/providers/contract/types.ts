import type { Currency } from "@/lib/base/currency";
import type { Money } from "@/lib/base/money";
import type { AccountAddress, AccountKind } from "@/lib/domain/account/address";
import type { LookSchedule } from "@/lib/domain/payout/checks";
import type { FailureReason } from "@/lib/domain/payout/failure";
import type { Transport } from "./transport";

/** Where a connection's traffic goes. `simulator` never leaves this machine. */
export type ConnectionMode = "simulator" | "sandbox" | "live";

/** Base addresses by role ("api", "auth", "webhookKeys"), without a trailing slash. */
export type Hosts = Readonly<Record<string, string>>;

export type ProviderManifest = {
  /** Stored with every payout, as text; equals the folder and the registry key; never renamed. */
  readonly id: string;
  readonly label: string;
  readonly rails: readonly string[];
  readonly currencies: readonly Currency[];
  /** Kinds of account that an open-loop payout may go to. */
  readonly accountKinds: readonly AccountKind[];
  /** How the provider keeps us from paying twice. `none` forbids any automatic resend. */
  readonly duplicateGuard: "idempotencyKey" | "uniqueReference" | "none";
  /**
   * For how long after the first sending the same order may be handed over again and is surely recognised by its key: within it,
   * sending again is the look-up of a provider that answers `cannotAsk`. Absent where the provider names no time: then never alone.
   */
  readonly replayWindowMs?: number;
  /** False where the provider cannot be asked by our own reference, neither directly nor by a list. Absent: it can. */
  readonly findsByReference?: boolean;
  /** Present where the provider lets go of a payout that it has: its own word for the status in which it does. */
  readonly cancelsWhile?: string;
  /** Present where many payouts can be read with one list. */
  readonly listsPayouts?: boolean;
  /** What a closed-loop payout names at this provider, or null where there is no closed loop. */
  readonly closedLoop: "order" | "paymentSource" | null;
  /** Longest text that reaches the receiver's statement, by currency; the provider's word, or the scheme's. */
  readonly statementTextLimit: (currency: Currency) => number;
  /** Kinds of account of which the provider can ask the receiver's bank whether a name is theirs; then connections have `verifyReceiver`. */
  readonly checksNamesOf?: readonly AccountKind[];
  /** Present where a receiver must be enrolled before being paid; then connections have `enrolReceiver`. */
  readonly enrolment?: {
    readonly receiverKinds: readonly ReceiverDetails["kind"][];
    /** What a receiver's record must hold beside name and e-mail. */
    readonly needs: readonly ("phone" | "dateOfBirth" | "postalAddress")[];
  };
  /** How many requests a second the provider allows to one account; absent where it names no limit. */
  readonly requestsPerSecond?: number;
  /** Present where its rails call for another rhythm of looks than the desk's own. */
  readonly looks?: LookSchedule;
  /** The fee is kept back from the amount: the receiver gets the amount less the fee. Absent: it is charged on top, or apart. */
  readonly feeComesOutOfAmount?: boolean;
  readonly hosts: { readonly sandbox: Hosts; readonly live: Hosts; readonly simulator: (origin: string) => Hosts };
};

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

/** Trouble on the way, in our words. `retryAfterSeconds` is the provider's own wish. */
export type Fault = {
  readonly kind:
    | "unreachable"
    | "timeout"
    | "connectionLost"
    | "rateLimited"
    | "unavailable"
    | "unreadable"
    | "unauthorised"
    | "unexpected";
  readonly message: string;
  readonly retryAfterSeconds: number | null;
  readonly evidenceId: string | null;
};

export type SendOutcome =
  | { readonly kind: "accepted"; readonly observation: Observation }
  /** Surely not paid, and never will be under this order. */
  | { readonly kind: "refused"; readonly failure: ProviderFailure; readonly evidenceId: string | null }
  /** Surely never left us, or surely not acted on (401, 429 before booking): safe to try again with the same order. */
  | { readonly kind: "notSent"; readonly fault: Fault }
  /** May have been paid: look it up, never resend blind. */
  | { readonly kind: "unknown"; readonly fault: Fault };

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

export type BalancesOutcome =
  | { readonly kind: "read"; readonly balances: readonly Balance[] }
  | { readonly kind: "unavailable"; readonly fault: Fault };

export type Balance = { readonly accountId: string | null; readonly available: Money; readonly current: Money | null };

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

export type VerificationOutcome =
  | { readonly kind: "match"; readonly verificationId?: string; readonly evidenceId: string | null }
  | { readonly kind: "partialMatch"; readonly suggestedName: string; readonly verificationId?: string; readonly evidenceId: string | null }
  | { readonly kind: "noMatch"; readonly evidenceId: string | null }
  | { readonly kind: "notPossible"; readonly why: string; readonly evidenceId: string | null }
  | { readonly kind: "unavailable"; readonly fault: Fault };

export type PostalAddress = {
  readonly line1: string;
  readonly line2: string | null;
  readonly city: string;
  readonly state: string | null;
  readonly postcode: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
};

/** Somebody to be made known to a provider that pays only those whom it knows. */
export type ReceiverDetails = {
  /** Our own id of the receiver, given as the reference: by it an enrolment whose answer was lost is found again. */
  readonly receiverId: string;
  /** The provider's own id, where the receiver is enrolled already and only the account is new. */
  readonly providerReceiverId: string | null;
  readonly kind: "person" | "company";
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
  /** Digits only: "61" and "400123456". */
  readonly phone: { readonly dialCode: string; readonly number: string } | null;
  /** YYYY-MM-DD. */
  readonly dateOfBirth: string | null;
  readonly postalAddress: PostalAddress | null;
  /** The account to enrol with the receiver; null where the provider pays receivers without one. */
  readonly account: AccountAddress | null;
};

/** `pending`: the provider is at it; `needsReceiver`: the receiver has to act; `ready`: may be paid; `refused`: never under this enrolment. */
export type EnrolmentStatus = "pending" | "needsReceiver" | "ready" | "refused";

export type Enrolment = {
  readonly providerReceiverId: string;
  readonly providerAccountId: string | null;
  readonly status: EnrolmentStatus;
  /** The provider's own words, verbatim. */
  readonly providerStatus: string;
  /** Whose move it is, as a sentence for people; null when ready. */
  readonly nextStep: string | null;
  /** What the provider made for the receiver, for people: "Visa ending in 4242, until 08/2029". Absent where it made nothing. */
  readonly accountLabel?: string;
};

export type EnrolOutcome =
  | { readonly kind: "enrolled"; readonly enrolment: Enrolment; readonly evidenceId: string | null }
  | { readonly kind: "refused"; readonly failure: ProviderFailure; readonly evidenceId: string | null }
  /** May have been enrolled. Enrolling again with the same details is safe: what is there already is found, not made twice. */
  | { readonly kind: "unknown"; readonly fault: Fault }
  /** Nothing was changed, or nothing that a second call would not find. */
  | { readonly kind: "unavailable"; readonly fault: Fault };

export type EnrolmentLookUpOutcome =
  | { readonly kind: "found"; readonly enrolment: Enrolment; readonly evidenceId: string | null }
  | { readonly kind: "absent"; readonly evidenceId: string | null }
  | { readonly kind: "unavailable"; readonly fault: Fault };

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

export type SandboxEndOutcome = { readonly kind: "done" } | { readonly kind: "unavailable"; readonly fault: Fault };

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

export type LookUpBy =
  | { readonly kind: "providerPayoutId"; readonly providerPayoutId: string }
  | { readonly kind: "order"; readonly order: PayoutOrder; readonly firstSentAt: Date };

export type PaymentSourceQuestion =
  | { readonly kind: "order"; readonly orderId: string }
  | { readonly kind: "user"; readonly userId: string };

/** A webhook as it arrived: raw bytes, the public path it was sent to, header names in lower case. */
export type WebhookDelivery = {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  readonly receivedAt: Date;
};

export type WebhookVerdict =
  /** `signed`: the proof holds. `unsigned`: this provider signs nothing, so the body is a hint to read the object, never more. */
  | {
      readonly kind: "genuine";
      readonly proof: "signed" | "unsigned";
      readonly dedupeKey: string;
      /** What else was noticed about its proof, where nothing may hang on it: a sentence to be kept with the delivery. */
      readonly note?: string;
    }
  | { readonly kind: "forged"; readonly why: string }
  /** The keys could not be fetched: store it and verify again, neither believe nor refuse. */
  | { readonly kind: "undecided"; readonly fault: Fault };

export type ProviderEvent =
  | { readonly kind: "observation"; readonly observation: Observation }
  /** The event names a payout but proves too little: read it with an authenticated call. */
  | {
      readonly kind: "lookUp";
      readonly providerPayoutId: string;
      /** Our own number, where the event carries it: finds the payout while its provider id is not known here. */
      readonly payoutNumber?: string | null;
      readonly eventName: string;
    }
  /** A hint that an enrolment moved: look it up. */
  | {
      readonly kind: "enrolmentChanged";
      readonly providerReceiverId: string;
      readonly providerAccountId: string | null;
      readonly eventName: string;
    }
  /** Money came in, or went back past the desk: read what may be paid back again. `since`: when it happened. */
  | {
      readonly kind: "sourceChanged";
      readonly about: { readonly kind: "order"; readonly orderId: string } | LedgerHint;
      readonly eventName: string;
    }
  | { readonly kind: "irrelevant"; readonly eventName: string };

/** `paymentId`: what must be in the ledger once it is up to date; null where the event names nothing new. */
type LedgerHint = { readonly kind: "ledger"; readonly since: string | null; readonly paymentId: string | null };

export interface Webhooks {
  verify(delivery: WebhookDelivery): Promise<WebhookVerdict>;
  /** Pure. Called only with a body whose verdict was `genuine`. */
  translate(body: Uint8Array): readonly ProviderEvent[];
  /**
   * Pure. The body as it may be stored, where the provider sends what nobody may keep (whole account numbers, card data); called after
   * `verify`, since a proof over the raw bytes does not survive it. `translate` tells the same of both. Absent: store it raw.
   */
  scrubDelivery?(body: Uint8Array): Uint8Array;
}

export type ConnectContext = {
  readonly hosts: Hosts;
  readonly transport: Transport;
  /** Absent is read as `live`, the strictest. */
  readonly mode?: ConnectionMode;
};
