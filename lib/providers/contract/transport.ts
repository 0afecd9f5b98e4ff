/** What leaves for a provider. The body is the exact bytes: they are signed, sent and kept as one and the same. */
export type ExchangeRequest = {
  /** What the exchange is for ("sendPayout", "lookUpPayout", `TOKEN_PURPOSE`): evidence is filed under it. */
  readonly purpose: string;
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
  readonly timeoutMs?: number;
  /** Values that must not occur in evidence, log or message, wherever in the exchange they stand. */
  readonly secrets: readonly string[];
  /**
   * What evidence keeps of the answer's text, where the answer carries what nobody may store, such as a card number. Pure; of an
   * answer for which it throws nothing is kept.
   */
  readonly keptOfAnswer?: (text: string) => string;
  /** The same for what is sent. */
  readonly keptOfRequest?: (text: string) => string;
};

/** The purpose of fetching credentials, the only exchange that cannot move money, and so the only one that `sendPayout` may lose. */
export const TOKEN_PURPOSE = "token";

/** The three ways an exchange can end. The difference between `neverLeft` and `lost` is the difference between safe and paid twice. */
export type Exchange =
  | {
      readonly kind: "answered";
      readonly status: number;
      /** Names in lower case. */
      readonly headers: Readonly<Record<string, string>>;
      readonly body: Uint8Array;
      readonly evidenceId: string;
    }
  /** No byte of the request reached the other side's machine: name not found, connection refused, TLS refused. */
  | { readonly kind: "neverLeft"; readonly message: string; readonly evidenceId: string | null }
  /** Bytes left and no whole answer came, or none that we could keep (then `evidenceId` is null): it may have been acted on. */
  | { readonly kind: "lost"; readonly timedOut: boolean; readonly message: string; readonly evidenceId: string | null };

export interface Transport {
  exchange(request: ExchangeRequest): Promise<Exchange>;
  /** The clock of this connection; adapters have no other. */
  now(): Date;
  /** Between two questions about something that takes the other side a moment. Absent in rehearsals that do not wait. */
  pause?(milliseconds: number): Promise<void>;
  /** Values worth keeping between exchanges of one connection (an access token, a key set), gone when the process ends. */
  readonly memory: Map<string, unknown>;
}

/** One exchange as it is stored: scrubbed, whole, whatever its end. */
export type EvidenceRecord = {
  readonly purpose: string;
  readonly method: string;
  readonly url: string;
  readonly requestHeaders: Readonly<Record<string, string>>;
  readonly requestBody: string;
  readonly bytesLeft: boolean;
  readonly status: number | null;
  readonly responseHeaders: Readonly<Record<string, string>>;
  readonly responseBody: string;
  readonly fault: string | null;
  readonly startedAt: Date;
  readonly durationMs: number;
};

export type KeepEvidence = (record: EvidenceRecord) => Promise<string>;
