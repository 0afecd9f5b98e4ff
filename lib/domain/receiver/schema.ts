import * as z from "zod";
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

export const Language = z.string().regex(/^[a-z]{2}$/, "Give the language as two letters, such as de.");

export const MOST_TAGS = 20;

const Tag = z
  .string()
  .transform((typed) => typed.trim().replace(/\s+/g, " ").toLowerCase())
  .pipe(
    z
      .string()
      .min(1, "A tag has at least one character.")
      .max(40, "A tag has at most 40 characters.")
      .regex(/^[\p{L}\p{N}][\p{L}\p{N} ._-]*$/u, "A tag has letters, digits, spaces, dots and dashes."),
  );

export const Tags = z
  .array(Tag)
  .max(MOST_TAGS, `At most ${MOST_TAGS} tags.`)
  .transform((tags) => [...new Set(tags)].sort());

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
  language: Language.optional(),
  tags: Tags.optional(),
  details: PersonalDetails.optional(),
  account: z.object({ holderName: HolderName, address: AccountAddress, confirmedDoubts: ConfirmedDoubts }).optional(),
});
export type CreateReceiver = z.infer<typeof CreateReceiver>;

/** All facts as they shall be from now on; what is left out is forgotten. Accounts are changed by themselves. */
export const UpdateReceiver = CreateReceiver.omit({ account: true, kind: true }).extend({ receiverId: z.string().min(1) });
export type UpdateReceiver = z.infer<typeof UpdateReceiver>;

const Why = z.string("Say why.").trim().min(5, "Say why in a few words.").max(200, "A reason has at most 200 characters.");

/** Closing, and opening again. */
export const CloseReceiver = z.object({ receiverId: z.string().min(1), reason: Why });
export type CloseReceiver = z.infer<typeof CloseReceiver>;

export const NoteOnReceiver = z.object({
  receiverId: z.string().min(1),
  text: z.string("Write the note.").trim().min(1, "Write the note.").max(2000, "A note has at most 2,000 characters."),
});
export type NoteOnReceiver = z.infer<typeof NoteOnReceiver>;

/** `shownHash` is what the preview was: a merge does what was shown, or nothing. */
export const MergeReceivers = z.object({
  survivorId: z.string().min(1, "Choose who stays."),
  duplicateId: z.string().min(1, "Choose the duplicate."),
  shownHash: z.string(),
});
export type MergeReceivers = z.infer<typeof MergeReceivers>;

/** Looking at a full account number asks why, and the answer is written down. */
export const RevealAccount = z.object({
  accountVersionId: z.string().min(1),
  reason: z.string("Say why you need the full number.").trim().min(5, "Say in a few words why you need the full number.").max(200),
});
export type RevealAccount = z.infer<typeof RevealAccount>;
