import type { z } from "zod";
import type { AccountKind } from "@/lib/domain/account/address";
import type { CreateReceiver } from "@/lib/domain/receiver/schema";

/** The form as it is typed, in the shape that the schema reads. */
export type ReceiverDraft = z.input<typeof CreateReceiver>;

export const EMPTY_ACCOUNTS = {
  iban: { holderName: "", address: { kind: "iban", iban: "" } },
  sortCode: { holderName: "", address: { kind: "sortCode", sortCode: "", accountNumber: "" } },
} as const satisfies Partial<Record<AccountKind, NonNullable<ReceiverDraft["account"]>>>;

export function isAccountChoice(id: string): id is keyof typeof EMPTY_ACCOUNTS {
  return Object.hasOwn(EMPTY_ACCOUNTS, id);
}

const FIELD_NAMES = [
  "kind",
  "name",
  "email",
  "country",
  "reference",
  "account.holderName",
  "account.address.iban",
  "account.address.sortCode",
  "account.address.accountNumber",
] as const;

/** Which of the server's complaints has a field of its own. */
export function isFieldName(path: string): path is (typeof FIELD_NAMES)[number] {
  return FIELD_NAMES.some((name) => name === path);
}
