import { randomBytes, randomUUID } from "node:crypto";
import { IpaySettings } from "@/lib/providers/ipay/settings";
import type { DemoProvider } from "./demo-provider";

/** No past: its receivers are made known with the first payout, which is what there is to see. */
export const demoIpay: DemoProvider = {
  connections: [
    { name: "ipay-aud", currency: "AUD", weight: 0 },
    { name: "ipay-nzd", currency: "NZD", weight: 0 },
  ],
  makeSettings: () => ({
    apiKey: `demo-${randomBytes(12).toString("hex")}`,
    apiSecret: randomBytes(24).toString("base64url"),
    subaccountId: randomUUID(),
  }),
  credentialsOf(settings) {
    const { apiKey, apiSecret, subaccountId } = IpaySettings.parse(settings);
    return { apiKey, apiSecret, subaccountId };
  },
  words: { received: "pending", inFlight: "in_progress", settled: "successful", failed: "failed" },
  railOf: () => null,
  traceIdOf: (providerPayoutId) => providerPayoutId,
  failures: [{ code: "", reason: "unknown", message: "" }],
  refusals: [{ code: "PAYO201", reason: "accountInvalid", message: "Receiver not found" }],
  returned: null,
  paidIn: null,
};
