import type { AccountAddress, AccountKind } from "@/lib/domain/account/address";

/** Of a receiver: whoever exports can import again. */
export const RECEIVER_COLUMNS = ["reference", "kind", "name", "email", "country", "language", "tags"] as const;

const PART_NAMES = {
  iban: "iban",
  sort_code: "sortCode",
  bsb: "bsb",
  institution: "institution",
  transit: "transit",
  routing_number: "routingNumber",
  bank_code: "code",
  account_number: "accountNumber",
  bban: "bban",
  account_type: "accountType",
  account_email: "email",
  wallet_address: "address",
  blockchain: "blockchain",
  card_currency: "currency",
} as const;

type PartColumn = keyof typeof PART_NAMES;
const PART_COLUMNS: readonly PartColumn[] = Object.keys(PART_NAMES).filter(isPartColumn);

/** Of an account, with its whole number. */
export const ACCOUNT_COLUMNS = ["account_kind", "account_holder", ...PART_COLUMNS] as const;

export const IMPORT_COLUMNS: readonly string[] = [...RECEIVER_COLUMNS, ...ACCOUNT_COLUMNS];

export type Cells = Readonly<Record<string, string>>;

/** Which kind of account a row without the word for it means: columns that only one kind has. */
const TELLING: readonly (readonly [PartColumn, AccountKind])[] = [
  ["iban", "iban"],
  ["sort_code", "sortCode"],
  ["bsb", "bsb"],
  ["transit", "cadEft"],
  ["institution", "cadEft"],
  ["routing_number", "aba"],
  ["bank_code", "bankCode"],
  ["bban", "bban"],
  ["wallet_address", "wallet"],
  ["card_currency", "virtualCard"],
];

export type ReadAccount =
  | { readonly kind: "none" }
  | { readonly kind: "bad"; readonly sentence: string }
  /** As it is typed; the schema of accounts judges it. */
  | { readonly kind: "typed"; readonly account: { readonly holderName: string; readonly address: Readonly<Record<string, string>> } };

export function readAccountCells(cells: Cells): ReadAccount {
  const filled = PART_COLUMNS.filter((column) => cells[column]);
  const written = (cells.account_kind ?? "").replace(/[\s_-]/g, "").toLowerCase();
  if (filled.length === 0 && !written) return { kind: "none" };
  const kind = written ? KINDS_BY_WORD.get(written) : TELLING.find(([column]) => cells[column])?.[1];
  if (!kind) {
    const sentence = written
      ? `"${cells.account_kind}" is no kind of account. Use one of ${IMPORTABLE.join(", ")}.`
      : "Say in account_kind which kind of account this is.";
    return { kind: "bad", sentence };
  }
  const holderName = cells.account_holder || cells.name || "";
  const parts: Record<string, string> = Object.fromEntries(filled.map((column) => [PART_NAMES[column], cells[column] ?? ""]));
  if (kind === "interac") parts.name = holderName;
  if (kind === "aba" || kind === "cadEft") parts.accountType = (parts.accountType ?? "checking").toLowerCase();
  return { kind: "typed", account: { holderName, address: { ...parts, kind } } };
}

/** Kinds that a file can bring. The merchant's own account is on file at the provider, and the chosen one is named on the provider's page. */
const IMPORTABLE = [
  "iban",
  "sortCode",
  "bsb",
  "cadEft",
  "interac",
  "nzAccount",
  "aba",
  "emailWallet",
  "wallet",
  "virtualCard",
  "bankCode",
  "bban",
] as const satisfies readonly AccountKind[];

const KINDS_BY_WORD = new Map<string, AccountKind>(IMPORTABLE.map((kind) => [kind.toLowerCase(), kind]));

/** The cells of an account, in the order of `ACCOUNT_COLUMNS`. */
export function accountCells({ holderName, address }: { holderName: string; address: AccountAddress }): readonly string[] {
  const parts: Readonly<Record<string, unknown>> = address;
  return [address.kind, holderName, ...PART_COLUMNS.map((column) => textOf(parts[PART_NAMES[column]]))];
}

function textOf(part: unknown): string {
  return typeof part === "string" ? part : "";
}

function isPartColumn(column: string): column is PartColumn {
  return Object.hasOwn(PART_NAMES, column);
}

/** A header as people write it to the column that it means. */
export function columnOf(header: string): string {
  return header
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, "_");
}
