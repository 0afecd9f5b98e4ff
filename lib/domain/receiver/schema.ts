import { z } from "zod";
import { AccountAddress } from "@/lib/domain/account/address";
import { ConfirmedDoubts, HolderName } from "@/lib/domain/account/proposal";
import { PersonalDetails } from "./details";

export const RECEIVER_KINDS = ["person", "company"] as const;
export type ReceiverKind = (typeof RECEIVER_KINDS)[number];

const ReceiverName = z
  .string("Give the receiver's name.")
  .trim()
  .min(1, "Give the receiver's name.")
  .max(140, "A name has at most 140 characters.")
  .regex(/^[^\p{Cc}]*$/u, "A name cannot contain line breaks or control characters.");

/** A receiver as it is asked for: by the form, the action and the REST door. */
export const CreateReceiver = z.object({
  kind: z.enum(RECEIVER_KINDS, "Choose person or company."),
  name: ReceiverName,
  email: z.email("This is not an e-mail address.").optional(),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/, "Give the country as two letters, such as DE.")
    .optional(),
  reference: z.string().trim().max(100, "A reference has at most 100 characters.").optional(),
  details: PersonalDetails.optional(),
  account: z.object({ holderName: HolderName, address: AccountAddress, confirmedDoubts: ConfirmedDoubts }).optional(),
});
export type CreateReceiver = z.infer<typeof CreateReceiver>;

/** All facts as they shall be from now on; what is left out is forgotten. Accounts are changed by themselves. */
export const UpdateReceiver = CreateReceiver.omit({ account: true, kind: true }).extend({ receiverId: z.string().min(1) });
export type UpdateReceiver = z.infer<typeof UpdateReceiver>;

/** Looking at a full account number asks why, and the answer is written down. */
export const RevealAccount = z.object({
  accountVersionId: z.string().min(1),
  reason: z.string("Say why you need the full number.").trim().min(5, "Say in a few words why you need the full number.").max(200),
});
export type RevealAccount = z.infer<typeof RevealAccount>;
