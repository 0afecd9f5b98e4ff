import { z } from "zod";
import { HolderName } from "@/lib/domain/payout/schema";
import { CreateReceiver } from "@/lib/domain/receiver/schema";
import { StrictAccount } from "./payout";

export const AccountRequest = z.strictObject({ holderName: HolderName, address: StrictAccount });
export const ReceiverRequest = CreateReceiver.extend({ account: AccountRequest.optional() }).strict();

/** The number itself is never told: who wrote it in has it, and who has not must not get it here. */
export const RestReceiver = z.object({
  id: z.string(),
  kind: z.string(),
  name: z.string(),
  email: z.string().nullable(),
  country: z.string().nullable(),
  reference: z.string().nullable(),
  state: z.string(),
  createdAt: z.iso.datetime(),
  accounts: z.array(
    z.object({ id: z.string(), kind: z.string(), holderName: z.string(), masked: z.string(), closedAt: z.iso.datetime().nullable() }),
  ),
});
export type RestReceiver = z.infer<typeof RestReceiver>;
