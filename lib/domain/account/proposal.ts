import * as z from "zod";
import { AccountAddress } from "./address";

export const HolderName = z
  .string("Give the account holder's name.")
  .trim()
  .min(1, "Give the account holder's name.")
  .max(140, "A name has at most 140 characters.")
  .regex(/^[^\p{Cc}]*$/u, "A name cannot contain line breaks or control characters.");

/** The sentences of what is unlikely, as they were shown to whoever says that the account is right all the same. */
export const ConfirmedDoubts = z.array(z.string().max(300)).max(10).optional();

/** A further account of a receiver, or (with `accountId`) what one of them says from now on. */
export const ProposeAccount = z.object({
  receiverId: z.string().min(1),
  accountId: z.string().min(1).optional(),
  holderName: HolderName,
  address: AccountAddress,
  confirmedDoubts: ConfirmedDoubts,
});
export type ProposeAccount = z.infer<typeof ProposeAccount>;

/** The call back: to somebody known, on a number known before, never on one that came with the account. */
export const ConfirmAccount = z.object({
  versionId: z.string().min(1),
  calledName: z.string().trim().min(2, "Say whom you spoke to.").max(100, "A name has at most 100 characters."),
  calledNumber: z
    .string()
    .trim()
    .regex(/^\+?[\d\s()./-]{5,30}$/, "Give the number that you called, such as +44 20 7946 0000.")
    .refine((typed) => typed.replace(/\D/g, "").length >= 5, "Give the whole number that you called."),
  calledAt: z.coerce.date("Say when you called."),
  note: z
    .string()
    .trim()
    .max(500, "A note has at most 500 characters.")
    .transform((note) => note || undefined)
    .optional(),
});
export type ConfirmAccount = z.infer<typeof ConfirmAccount>;

export const RejectAccount = z.object({
  versionId: z.string().min(1),
  note: z.string("Say in a few words why.").trim().min(5, "Say in a few words why.").max(500, "A note has at most 500 characters."),
});
export type RejectAccount = z.infer<typeof RejectAccount>;
