import { createPublicKey, generateKeyPairSync, randomBytes, randomUUID } from "node:crypto";
import { FAILURES } from "@/lib/providers/truelayer/mapping";
import { TrueLayerSettings } from "@/lib/providers/truelayer/settings";
import { seedUuid } from "../ids";
import type { DemoProvider, ProviderWords } from "./demo-provider";

export const demoTrueLayer: DemoProvider = {
  connections: [
    { name: "truelayer-gbp", currency: "GBP", weight: 40 },
    { name: "truelayer-eur", currency: "EUR", weight: 26 },
  ],
  makeSettings: () => ({
    clientId: `counterfoil-${randomBytes(3).toString("hex")}`,
    clientSecret: randomUUID(),
    merchantAccountId: randomUUID(),
    signingKeyId: randomUUID(),
    signingPrivateKey: generateKeyPairSync("ec", { namedCurve: "secp521r1" })
      .privateKey.export({ type: "pkcs8", format: "pem" })
      .toString(),
  }),
  credentialsOf(settings, { currency, merchantName }) {
    const { signingPrivateKey, ...known } = TrueLayerSettings.parse(settings);
    const signingPublicKey = createPublicKey(signingPrivateKey).export({ type: "spki", format: "pem" }).toString();
    return { ...known, signingPublicKey, currency, holderName: merchantName };
  },
  words: { received: "pending", inFlight: "authorized", settled: "executed", failed: "failed" },
  railOf: (currency) => (currency === "GBP" ? "faster_payments_service" : "sepa_credit_transfer_instant"),
  traceIdOf: (providerPayoutId) => providerPayoutId.replaceAll("-", ""),
  failures: [
    said("account_not_valid"),
    said("account_not_valid"),
    said("scheme_error"),
    said("insufficient_funds"),
    said("blocked"),
    said("verification_name_mismatch"),
    said("server_error"),
    said("invalid_iban"),
    said("unknown"),
  ],
  refusals: [
    { code: "invalid-parameters", reason: "accountInvalid", message: "Invalid Parameters beneficiary.account_identifier: is not valid." },
    { code: "invalid-parameters", reason: "notReturnable", message: "Invalid Parameters beneficiary.payment_source_id: was not found." },
    { code: "forbidden", reason: "restricted", message: "Forbidden" },
  ],
  returned: said("returned"),
  paidIn: {
    nameSource: (label, atMs) => ({ sourceId: seedUuid(atMs), userId: seedUuid(atMs), orderId: null, orderReference: label }),
    orderOf: ({ accountId, sourceId, userId, holderName, address, amountMinor, orderReference, paidInAt }) => ({
      accountId,
      paymentSourceId: sourceId,
      userId: userId ?? undefined,
      holderName,
      address,
      amountMinor,
      reference: orderReference,
      paidInAt,
    }),
  },
};

function said(code: keyof typeof FAILURES): ProviderWords {
  return { code, reason: FAILURES[code], message: `TrueLayer says "${code}".` };
}
