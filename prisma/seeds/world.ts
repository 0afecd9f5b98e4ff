import type { Rate } from "@/lib/domain/approval/exchange";
import type { PolicyInForce } from "@/lib/domain/approval/policy";
import type { Calendar } from "./calendar";
import type { SeedAccount, SeedConnection, SeedPerson } from "./cast";
import type { SeedSources } from "./sources";

/** What a payout's past is made from: one merchant's people, connections and receivers, as they stand in the database. */
export type World = {
  readonly merchantId: string;
  readonly policy: PolicyInForce;
  readonly rates: readonly Rate[];
  readonly timeZone: string;
  readonly makers: readonly SeedPerson[];
  readonly checkers: readonly SeedPerson[];
  /** The shop's own system, which pays small refunds by itself. */
  readonly apiKey: SeedPerson;
  readonly connections: readonly SeedConnection[];
  readonly accounts: { readonly iban: readonly SeedAccount[]; readonly sortCode: readonly SeedAccount[] };
  readonly sources: SeedSources;
  readonly calendar: Calendar;
  readonly nowMs: number;
};
