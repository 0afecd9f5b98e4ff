import * as z from "zod";
import { DAY_MS } from "@/lib/base/time";
import { AccountAddress, type AccountKind } from "@/lib/domain/account/address";
import { ConfirmedDoubts, HolderName } from "@/lib/domain/account/proposal";

/** Long enough for somebody who reads their mail once a week, short enough that a forgotten link is soon worth nothing. */
export const ASK_HOLDS_FOR_MS = 7 * DAY_MS;

export const AskReceiver = z.object({ receiverId: z.string().min(1) });
export const RevokeAsk = z.object({ askId: z.string().min(1) });

/** What the receiver types. */
export const AskAnswer = z.object({ holderName: HolderName, address: AccountAddress, confirmedDoubts: ConfirmedDoubts });
export type AskAnswer = z.infer<typeof AskAnswer>;

/** Accounts that a receiver knows the details of. The others are made or named elsewhere. */
const TYPED_KINDS: readonly AccountKind[] = [
  "iban",
  "sortCode",
  "bsb",
  "cadEft",
  "interac",
  "nzAccount",
  "aba",
  "emailWallet",
  "bankCode",
  "bban",
  "wallet",
];

export function isTypedByReceiver(kind: AccountKind): boolean {
  return TYPED_KINDS.includes(kind);
}
