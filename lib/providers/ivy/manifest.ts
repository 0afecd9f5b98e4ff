import { HOUR_MS } from "@/lib/base/time";
import type { ProviderManifest } from "../contract/manifest";

/** Faster Payments carries 18 characters to the statement; SEPA 140, which is also all that Ivy's newer interface takes. */
const STATEMENT_LIMITS: Readonly<Record<string, number>> = { GBP: 18 };

export const manifest: ProviderManifest = {
  id: "ivy",
  label: "Ivy",
  rails: ["SEPA Instant", "SEPA", "Faster Payments", "SWIFT"],
  currencies: ["EUR", "GBP", "USD"],
  accountKinds: ["iban", "sortCode", "aba", "bankCode", "bban"],
  listsPayouts: true,
  duplicateGuard: "idempotencyKey",
  // Ivy does not say how long a key lives. An hour is longer than any retry of its own client and shorter than any lifetime in use.
  replayWindowMs: HOUR_MS,
  closedLoop: "order",
  checksNamesOf: ["iban"],
  statementTextLimit: (currency) => STATEMENT_LIMITS[currency] ?? 140,
  hosts: {
    sandbox: { api: "https://api.sand.getivy.de" },
    live: { api: "https://api.getivy.de" },
    simulator: (origin) => ({ api: `${origin}/ivy` }),
  },
};
