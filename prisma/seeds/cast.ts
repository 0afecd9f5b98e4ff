import type { Currency } from "@/lib/base/currency";
import type { ProviderManifest } from "@/lib/providers/contract/manifest";
import type { DemoProvider } from "./demo-providers/demo-provider";

// Who and what appears in stories.

export type SeedPerson = { readonly id: string; readonly name: string };

export type SeedConnection = {
  readonly id: string;
  readonly name: string;
  readonly currency: Currency;
  readonly weight: number;
  readonly manifest: ProviderManifest;
  readonly demo: DemoProvider;
};

export type SeedAccount = {
  readonly receiverId: string;
  readonly receiverName: string;
  readonly receiverKind: "person" | "company";
  /** Oldest first: a payout names the one that was in force when it was made. */
  readonly versions: readonly SeedAccountVersion[];
};

export type SeedAccountVersion = {
  readonly id: string;
  readonly fromMs: number;
  readonly holderName: string;
  readonly masked: string;
  readonly lastFour: string;
  /** Of the whole number, for what checkers sign. */
  readonly fingerprint: string;
};
