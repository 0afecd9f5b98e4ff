import type { Fault } from "./fault";
import type { Observation } from "./payout";

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
