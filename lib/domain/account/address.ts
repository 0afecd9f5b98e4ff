import { z } from "zod";
import { checkAccountNumber, checkIban, checkSortCode } from "./checks";

/**
 * Where an open-loop payout goes, by kind of account. Values are stored bare (no spaces or hyphens); screens format them.
 * Shapes and lengths follow the rails page of the provider contracts; a further rail is one more member here.
 */
export const AccountAddress = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("iban"), iban: checked(checkIban) }),
  z.object({ kind: z.literal("sortCode"), sortCode: checked(checkSortCode), accountNumber: checked(checkAccountNumber) }),
]);

export type AccountAddress = z.infer<typeof AccountAddress>;
export type AccountKind = AccountAddress["kind"];

/** The number people know the account by, bare: what is masked, hashed and searched. */
export function accountNumberOf(address: AccountAddress): string {
  return address.kind === "iban" ? address.iban : address.sortCode + address.accountNumber;
}

/** "DE•• •••• 1585" and "••-••-•• ••••5678": enough to recognise, too little to misuse. */
export function maskAddress(address: AccountAddress): string {
  if (address.kind === "iban") return `${address.iban.slice(0, 2)}•• •••• ${address.iban.slice(-4)}`;
  return `••-••-•• ••••${address.accountNumber.slice(-4)}`;
}

export const ACCOUNT_KIND_LABELS = { iban: "IBAN", sortCode: "Sort code and account number" } as const satisfies Record<
  AccountKind,
  string
>;

function checked(check: (typed: string) => { ok: true; value: string } | { ok: false; error: string }) {
  return z.string().transform((typed, context) => {
    const answer = check(typed);
    if (answer.ok) return answer.value;
    context.addIssue({ code: "custom", message: answer.error });
    return z.NEVER;
  });
}
