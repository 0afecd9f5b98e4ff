import type { Currency } from "@/lib/base/currency";
import type { AccountKind } from "@/lib/domain/account/address";
import type { ApprovalPolicy } from "@/lib/domain/approval/policy";
import type { ProviderManifest } from "@/lib/providers/contract/types";
import type { Calendar } from "./calendar";
import type { DemoProvider } from "./demo-providers/demo-provider";
import type { SeedSources } from "./sources";

/** What a payout's past is made from: one merchant's people, connections and receivers, as they stand in the database. */
export type World = {
  readonly merchantId: string;
  readonly policy: ApprovalPolicy;
  readonly makers: readonly SeedPerson[];
  readonly checkers: readonly SeedPerson[];
  /** The shop's own system, which pays small refunds by itself. */
  readonly apiKey: SeedPerson;
  readonly connections: readonly SeedConnection[];
  readonly accounts: Readonly<Record<AccountKind, readonly SeedAccount[]>>;
  readonly sources: SeedSources;
  readonly calendar: Calendar;
  readonly nowMs: number;
};

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

export type SeedAccountVersion = { readonly id: string; readonly fromMs: number; readonly masked: string; readonly lastFour: string };
