import type { Currency } from "@/lib/base/currency";
import { AccountAddress } from "@/lib/domain/account/address";
import { HolderName } from "@/lib/domain/account/proposal";
import { type Cells, readAccountCells } from "@/lib/domain/receiver/csv-columns";
import { isIbanLike } from "./columns";
import type { BatchField } from "./fields";
import type { RowFault } from "./row";

export type BatchTarget =
  /** Back to the account that paid for this order. */
  | { readonly type: "order"; readonly orderId: string }
  | { readonly type: "account"; readonly name: string; readonly account: AccountAddress };

export type ReadTarget = { readonly target: BatchTarget | null; readonly faults: readonly RowFault[] };

const ACCOUNT_FIELDS = [
  ...(["account", "iban", "sort_code", "account_number", "bsb", "routing_number", "institution", "transit", "bank_code", "bban"] as const),
  ...(["account_email", "wallet_address"] as const),
] as const satisfies readonly BatchField[];

/** Who is paid: an order that paid in, or an account by whichever of its columns are filled. */
export function readTarget(text: (field: BatchField) => string, currency: Currency | null): ReadTarget {
  const filled = ACCOUNT_FIELDS.filter((field) => text(field) !== "");
  const orderId = text("order_id");
  if (orderId !== "") {
    // An e-mail beside an order says whose it is; an account number says something else.
    if (filled.every((field) => field === "account_email")) return { target: { type: "order", orderId }, faults: [] };
    const sentence = "The row has an order and an account. Say one of them: the order pays back, the account pays out.";
    return { target: null, faults: [{ field: "order_id", sentence }] };
  }
  const name = HolderName.safeParse(text("name"));
  const faults: RowFault[] = name.success ? [] : [{ field: "name", sentence: name.error.issues[0]?.message ?? "Give the name." }];
  if (filled.length === 0) {
    return {
      target: null,
      faults: [...faults, { field: "account", sentence: "Say where the money goes: an account, or the order that paid in." }],
    };
  }
  const { cells, cameFrom } = accountCellsOf(text, currency);
  const read = readAccountCells(cells);
  if (read.kind !== "typed") {
    const sentence = read.kind === "bad" ? read.sentence : "Say which account.";
    return { target: null, faults: [...faults, { field: cameFrom ?? filled[0] ?? "account", sentence }] };
  }
  const account = AccountAddress.safeParse(read.account.address);
  if (account.success && name.success) return { target: { type: "account", name: name.data, account: account.data }, faults };
  const wrong = account.success
    ? []
    : account.error.issues.map(({ path, message }) => ({ field: fieldAt(path, cameFrom), sentence: message }));
  return { target: null, faults: [...faults, ...wrong] };
}

/** One column for any number: what stands in it tells which kind of account it is. */
function accountCellsOf(text: (field: BatchField) => string, currency: Currency | null): { cells: Cells; cameFrom: BatchField | null } {
  const cells: Record<string, string> = { name: text("name"), account_kind: text("account_kind") };
  for (const field of [...ACCOUNT_FIELDS, "account_type", "blockchain"] as const) if (field !== "account") cells[field] = text(field);
  const general = text("account");
  let cameFrom: BatchField | null = null;
  if (general !== "" && !cells.iban && isIbanLike(general)) {
    cells.iban = general;
    cameFrom = "account";
  } else if (general !== "" && !cells.account_number) {
    cells.account_number = general;
    cameFrom = "account";
  }
  if (cells.iban === "" && isIbanLike(cells.account_number ?? "")) {
    cells.iban = cells.account_number ?? "";
    cells.account_number = "";
    cameFrom ??= "account_number";
  }
  // What an IBAN says already need not fit a second time, and files carry both.
  if (cells.iban) for (const field of ["sort_code", "account_number", "bank_code", "bsb", "bban", "account_email"]) cells[field] = "";
  // An e-mail in a file is mostly how people write to the receiver. Only alone is it the account.
  if (ACCOUNT_FIELDS.some((field) => field !== "account_email" && field !== "account" && cells[field])) cells.account_email = "";
  if (!cells.account_kind) {
    if (cells.account_email) cells.account_kind = currency === "CAD" ? "interac" : "emailWallet";
    else if (currency === "NZD" && !cells.iban) cells.account_kind = "nzAccount";
  }
  return { cells, cameFrom };
}

const FIELD_OF_PART: Readonly<Record<string, BatchField>> = {
  iban: "iban",
  sortCode: "sort_code",
  accountNumber: "account_number",
  bsb: "bsb",
  institution: "institution",
  transit: "transit",
  routingNumber: "routing_number",
  code: "bank_code",
  bban: "bban",
  email: "account_email",
  address: "wallet_address",
  blockchain: "blockchain",
  accountType: "account_type",
};

function fieldAt(path: readonly PropertyKey[], cameFrom: BatchField | null): BatchField {
  const part = String(path[0] ?? "");
  if (cameFrom !== null && (part === "iban" || part === "accountNumber")) return cameFrom;
  return FIELD_OF_PART[part] ?? "account_kind";
}
