import { randomBytes } from "node:crypto";
import * as z from "zod";
import { decimalsOf } from "@/lib/base/currency";
import type { Rehearsal } from "../contract/rehearsal";
import { REFUSALS } from "./simulator-answers";

const PaidIn = z.object({ orderId: z.string() });

export const ivyRehearsal: Rehearsal = {
  newAccount() {
    const secrets = {
      apiKey: `demo-${randomBytes(18).toString("base64url")}`,
      webhookSecret: `demo-${randomBytes(18).toString("base64url")}`,
    };
    return { settings: secrets, accountId: `ivy-${randomBytes(6).toString("hex")}`, credentials: secrets };
  },
  openLoop(currency) {
    const holderName = "Zoë O'Neil";
    if (currency === "GBP")
      return { kind: "account", holderName, address: { kind: "sortCode", sortCode: "200000", accountNumber: "55779911" } };
    return { kind: "account", holderName, address: { kind: "iban", iban: "DE89370400440532013000" } };
  },
  closedLoop: {
    order: ({ accountId, currency }) => ({ accountId, currency, amountMinor: "1000000000000" }),
    destinationOf: (answer) => ({ kind: "order", ...PaidIn.parse(answer) }),
  },
  refusals: Object.fromEntries(Object.entries(REFUSALS).map(([word, { meaning }]) => [word, meaning])),
  /** A hundredth of the currency, however fine it is. */
  smallest: (currency) => 10n ** BigInt(Math.max(decimalsOf(currency) - 2, 0)),
  webhookProof: "untimed",
};
