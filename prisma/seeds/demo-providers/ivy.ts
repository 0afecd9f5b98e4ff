import { randomBytes } from "node:crypto";
import { FAILURES } from "@/lib/providers/ivy/mapping";
import { IvySettings } from "@/lib/providers/ivy/settings";
import type { DemoProvider, ProviderWords } from "./demo-provider";

export const demoIvy: DemoProvider = {
  connections: [
    { name: "ivy-eur", currency: "EUR", weight: 34 },
    // What is held waits for this one: it shows what a payout does when its connection is switched off.
    { name: "ivy-gbp", currency: "GBP", weight: 0, isDisabled: true },
  ],
  makeSettings: () => ({ apiKey: randomBytes(24).toString("base64url"), webhookSecret: randomBytes(32).toString("base64url") }),
  credentialsOf(settings) {
    const { apiKey, webhookSecret } = IvySettings.parse(settings);
    return { apiKey, webhookSecret };
  },
  words: { received: "pending", inFlight: "in_transit", settled: "paid", failed: "failed" },
  railOf: () => null,
  traceIdOf: (providerPayoutId) => `tx-${providerPayoutId}`,
  failures: [
    said("account_closed"),
    said("account_closed"),
    said("account_blocked"),
    said("payee_verification_failed"),
    said("insufficient_funds"),
    said("rejected_by_correspondent_bank"),
    said("blocked_by_review"),
    said("provider_system_error"),
    said("beneficiary_restricted"),
    said("unknown"),
  ],
  refusals: [
    { code: "invalid_account_format", reason: "accountInvalid", message: "The IBAN is not valid." },
    { code: "NOT_FOUND", reason: "notReturnable", message: "Order not found." },
    { code: "invalid_amount", reason: "amountInvalid", message: "The amount is too high." },
  ],
  // This version of Ivy can only take "paid" back, which the desk shows as a contradiction and not as a return.
  returned: null,
  paidIn: {
    nameSource: (label) => ({ sourceId: label, userId: null, orderId: label, orderReference: label.replace("ORD-", "Basket ") }),
    orderOf({ accountId, sourceId, orderReference, amountMinor, currency, holderName, holderEmail, address, paidInAt, isRefused }) {
      const status = isRefused ? "in_dispute" : "paid";
      return {
        accountId,
        orderId: sourceId,
        reference: orderReference,
        amountMinor,
        currency,
        status,
        holderName,
        holderEmail,
        address,
        paidInAt,
      };
    },
  },
};

function said(code: keyof typeof FAILURES): ProviderWords {
  return { code, reason: FAILURES[code], message: `The payout failed: ${code}.` };
}
