import type { AccountAddress } from "@/lib/domain/account/address";
import type { Fault } from "./fault";
import type { ProviderFailure } from "./payout";

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
