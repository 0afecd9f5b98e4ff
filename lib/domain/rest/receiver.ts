import * as z from "zod";
import { ConfirmedDoubts, HolderName } from "@/lib/domain/account/proposal";
import { ACCOUNT_STANDINGS } from "@/lib/domain/account/standing";
import { CreateReceiver } from "@/lib/domain/receiver/schema";
import { StrictAccount } from "./payout";

export const AccountRequest = z.strictObject({
  holderName: HolderName,
  address: StrictAccount,
  confirmedDoubts: ConfirmedDoubts.describe(
    "After a refusal with `accountDoubtful`: its sentences, once somebody has said that the account is right.",
  ),
});
export const ReceiverRequest = CreateReceiver.extend({ account: AccountRequest.optional() }).strict();

/** The number itself is never told: who wrote it in has it, and who has not must not get it here. */
export const RestReceiver = z.object({
  id: z.string(),
  kind: z.string(),
  name: z.string(),
  email: z.string().nullable(),
  country: z.string().nullable(),
  reference: z.string().nullable(),
  language: z.string().nullable(),
  tags: z.array(z.string()),
  state: z.string(),
  mergedInto: z.string().nullable().describe("The receiver that this one was merged into, as a duplicate of it."),
  createdAt: z.iso.datetime(),
  accounts: z.array(
    z.object({
      id: z.string(),
      kind: z.string(),
      holderName: z.string(),
      masked: z.string(),
      standing: z
        .enum(ACCOUNT_STANDINGS)
        .describe("`proposed` waits for a second person at the merchant; payouts to it are held until it is `confirmed`."),
      closedAt: z.iso.datetime().nullable(),
    }),
  ),
});
export type RestReceiver = z.infer<typeof RestReceiver>;
