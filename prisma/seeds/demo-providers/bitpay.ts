import { randomBytes } from "node:crypto";
import { BitPaySettings } from "@/lib/providers/bitpay/settings";
import { identityOf, newPrivateKey } from "@/lib/providers/bitpay/signing";
import type { DemoProvider } from "./demo-provider";

/** No past: its recipients are invited with the first payout, which is what there is to see. */
export const demoBitpay: DemoProvider = {
  connections: [{ name: "bitpay-eur", currency: "EUR", weight: 0 }],
  makeSettings: () => ({
    privateKey: newPrivateKey(),
    payoutToken: `demo-${randomBytes(18).toString("base64url")}`,
    merchantToken: `demo-${randomBytes(18).toString("base64url")}`,
  }),
  credentialsOf(settings) {
    const { privateKey, payoutToken, merchantToken } = BitPaySettings.parse(settings);
    return { publicKey: identityOf(privateKey).publicKey, payoutToken, merchantToken };
  },
  words: { received: "new", inFlight: "processing", settled: "complete", failed: "failed" },
  railOf: () => null,
  traceIdOf: (providerPayoutId) => providerPayoutId,
  failures: [{ code: "", reason: "unknown", message: "" }],
  refusals: [{ code: "", reason: "instructionInvalid", message: "Missing required parameter." }],
  returned: null,
  paidIn: null,
};
