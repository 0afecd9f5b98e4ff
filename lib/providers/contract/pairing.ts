import type { ConnectContext } from "./connection";
import type { Fault } from "./fault";

/**
 * For a provider that gives out credentials itself and has a person approve them on its own pages: ask for them, show the codes, and
 * see whether they have been approved. Settings go in and out as they are stored, and everything in them is secret.
 */
export type Pairing = {
  /** What a new pairing starts from: a key of our own that nobody has seen. */
  newSettings(): Readonly<Record<string, string>>;
  /** Asks for credentials. Throws on settings that `newSettings` did not make. What it gives is worth storing at once: the codes fit it alone. */
  begin(stored: unknown, context: ConnectContext): Promise<PairingBegun>;
  /** Whether the stored credentials open what they are for. */
  check(stored: unknown, context: ConnectContext): Promise<PairingState>;
};

export type PairingBegun =
  | { readonly kind: "begun"; readonly settings: Readonly<Record<string, string>>; readonly codes: readonly PairingCode[] }
  | { readonly kind: "unavailable"; readonly fault: Fault };

/** What a person types in at the provider. `purpose` says what for ("Balances"). */
export type PairingCode = { readonly purpose: string; readonly code: string; readonly expiresAt: Date | null };

export type PairingState =
  | { readonly kind: "approved" }
  /** Nobody has approved it yet, or somebody has taken it back. */
  | { readonly kind: "waiting"; readonly purpose: string }
  | { readonly kind: "unavailable"; readonly fault: Fault };
