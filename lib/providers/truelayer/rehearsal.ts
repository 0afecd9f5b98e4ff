import { generateKeyPairSync, randomBytes, randomUUID } from "node:crypto";
import * as z from "zod";
import type { FailureReason } from "@/lib/domain/payout/failure";
import type { Rehearsal } from "../contract/rehearsal";
import { REFUSALS } from "./simulator-answers";

const PaidIn = z.object({ paymentSourceId: z.string(), userId: z.string() });

export const trueLayerRehearsal: Rehearsal = {
  newAccount(currency) {
    const keys = generateKeyPairSync("ec", { namedCurve: "P-521" });
    const merchantAccountId = randomUUID();
    const shared = {
      clientId: `demo-${randomBytes(6).toString("hex")}`,
      clientSecret: randomBytes(24).toString("base64url"),
      merchantAccountId,
      signingKeyId: randomUUID(),
    };
    return {
      settings: { ...shared, signingPrivateKey: keys.privateKey.export({ type: "pkcs8", format: "pem" }).toString() },
      accountId: merchantAccountId,
      credentials: { ...shared, signingPublicKey: keys.publicKey.export({ type: "spki", format: "pem" }).toString(), currency },
    };
  },
  openLoop(currency) {
    const holderName = "Zoë O'Neil";
    if (currency === "GBP")
      return { kind: "account", holderName, address: { kind: "sortCode", sortCode: "200000", accountNumber: "55779911" } };
    const iban = currency === "PLN" ? "PL61109010140000071219812874" : "DE89370400440532013000";
    return { kind: "account", holderName, address: { kind: "iban", iban } };
  },
  closedLoop: {
    order: ({ accountId }) => ({ accountId }),
    destinationOf: (answer) => ({ kind: "paymentSource", ...PaidIn.parse(answer) }),
  },
  refusals: Object.fromEntries(
    Object.entries(REFUSALS).flatMap(([word, { meaning }]): [string, FailureReason][] => (meaning === null ? [] : [[word, meaning]])),
  ),
  webhookProof: "timed",
};
