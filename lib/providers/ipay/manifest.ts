import { HOUR_MS, MINUTE_MS, SECOND_MS } from "@/lib/base/time";
import type { ProviderManifest } from "../contract/manifest";

/** The schemes' limits, since Ipay names none: Direct Entry's lodgement reference, EFT's sundry information, one field of Direct Credit, one addendum of ACH. */
const STATEMENT_LIMITS: Readonly<Record<string, number>> = { AUD: 18, CAD: 15, NZD: 12, USD: 80 };

export const manifest: ProviderManifest = {
  id: "ipay",
  label: "Ipay",
  rails: ["Direct Entry", "EFT", "Interac e-Transfer", "SEPA", "Direct Credit", "ACH", "Virtual card"],
  currencies: ["AUD", "CAD", "EUR", "NZD", "USD"],
  accountKinds: ["bsb", "cadEft", "interac", "iban", "nzAccount", "aba", "virtualCard"],
  // No key, and no promise that a reference is unique: what may have been sent is looked up by our number, never sent again.
  listsPayouts: true,
  duplicateGuard: "none",
  closedLoop: null,
  statementTextLimit: (currency) => STATEMENT_LIMITS[currency] ?? 140,
  enrolment: { receiverKinds: ["person"], needs: ["phone", "dateOfBirth", "postalAddress"] },
  feeComesOutOfAmount: true,
  // What its rehearsal allows; Ipay itself publishes no figure.
  requestsPerSecond: 20,
  // Its webhooks are unsigned hints, and its rails work by banking days: after the first minutes nothing is gained by asking often.
  looks: {
    unconfirmed: [3 * SECOND_MS, 10 * SECOND_MS, 30 * SECOND_MS, 2 * MINUTE_MS, 10 * MINUTE_MS, HOUR_MS],
    inFlight: [10 * SECOND_MS, 30 * SECOND_MS, 2 * MINUTE_MS, 15 * MINUTE_MS, HOUR_MS, 3 * HOUR_MS, 6 * HOUR_MS],
  },
  hosts: {
    // Ipay publishes no address: the account manager names it, and it is one of the settings.
    sandbox: {},
    live: {},
    simulator: (origin) => ({ api: `${origin}/ipay` }),
  },
};
