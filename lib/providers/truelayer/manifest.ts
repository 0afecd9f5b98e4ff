import { HOUR_MS } from "@/lib/base/time";
import type { ProviderManifest } from "../contract/manifest";
import { textRulesFor } from "./text";

export const manifest: ProviderManifest = {
  id: "truelayer",
  label: "TrueLayer",
  rails: ["Faster Payments", "SEPA Instant", "SEPA Credit Transfer", "Elixir", "Express Elixir"],
  currencies: ["EUR", "GBP", "PLN"],
  accountKinds: ["iban", "sortCode", "bban", "ownAccount", "chosenByReceiver"],
  findsByReference: false,
  duplicateGuard: "idempotencyKey",
  // One page of TrueLayer's documentation says 30 days, an older one 6 hours: the shorter is the one that cannot hurt.
  replayWindowMs: 6 * HOUR_MS,
  closedLoop: "paymentSource",
  checksNamesOf: ["iban", "sortCode"],
  statementTextLimit: (currency) => textRulesFor(currency)?.referenceLimit ?? 18,
  hosts: {
    sandbox: {
      api: "https://api.truelayer-sandbox.com",
      auth: "https://auth.truelayer-sandbox.com",
      webhookKeys: "https://webhooks.truelayer-sandbox.com",
      hostedPage: "https://app.truelayer-sandbox.com",
    },
    live: {
      api: "https://api.truelayer.com",
      auth: "https://auth.truelayer.com",
      webhookKeys: "https://webhooks.truelayer.com",
      hostedPage: "https://app.truelayer.com",
    },
    simulator: (origin) => ({
      api: `${origin}/truelayer`,
      auth: `${origin}/truelayer-auth`,
      webhookKeys: `${origin}/truelayer-webhooks`,
      hostedPage: `${origin}/truelayer-app`,
    }),
  },
};
