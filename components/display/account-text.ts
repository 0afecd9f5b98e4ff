import type { AccountKind } from "@/lib/domain/account/address";

/** How a number is grouped to be read: by the domain's kinds of account, and addresses on a chain. */
export type AccountNumberKind = AccountKind | "wallet";

type Grouping = readonly [pattern: RegExp, groups: string];

/** As the owner's own bank writes it. What does not fit its pattern is shown as it came. */
const GROUPINGS: Partial<Record<AccountNumberKind, Grouping>> = {
  iban: [/(.{4})(?=.)/g, "$1 "],
  sortCode: [/^(\d{2})(\d{2})(\d{2})(\d{4})(\d{4})$/, "$1-$2-$3 $4 $5"],
  bsb: [/^(\d{3})(\d{3})(\d+)$/, "$1-$2 $3"],
  // Stored institution first; on a Canadian cheque the transit number comes first.
  cadEft: [/^(\d{3})(\d{5})(\d+)$/, "$2-$1 $3"],
  nzAccount: [/^(\d{2})(\d{4})(\d{7})(\d{2,3})$/, "$1-$2-$3-$4"],
  aba: [/^(\d{9})(\d+)$/, "$1 $2"],
};

/** "DE89370400440532013000" -> "DE89 3704 0044 0532 0130 00". Masked numbers pass unchanged. */
export function groupAccountNumber(number: string, kind?: AccountNumberKind): string {
  const grouping = kind && GROUPINGS[kind];
  return grouping && !number.includes("•") ? number.replace(...grouping) : number;
}

/** Long addresses keep both ends, which is what people compare: "bc1qar0s…zzwf5mdq". The full text stays one copy away. */
export function shortenMiddle(text: string, keep = 8): string {
  return text.length <= keep * 2 + 1 ? text : `${text.slice(0, keep)}…${text.slice(-keep)}`;
}

/** A screen reader should not say "bullet bullet bullet". */
export function sayAccountNumber(number: string): string {
  if (!number.includes("•")) return number;
  if (number.includes("@")) return `hidden, at ${number.slice(number.indexOf("@") + 1)}`;
  const lastFour = number.replace(/[^A-Za-z0-9]/g, "").slice(-4);
  return `ending in ${[...lastFour].join(" ")}`;
}
