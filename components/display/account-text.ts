/** How a number is grouped to be read: by kind of account, in the words that the domain uses for kinds. */
export type AccountNumberKind = "iban" | "sortCode" | "wallet" | "other";

/** "DE89370400440532013000" -> "DE89 3704 0044 0532 0130 00"; "20000012345678" -> "20-00-00 1234 5678". Masked numbers pass unchanged. */
export function groupAccountNumber(number: string, kind: AccountNumberKind): string {
  if (number.includes("•")) return number;
  if (kind === "iban") return number.replace(/(.{4})(?=.)/g, "$1 ");
  if (kind === "sortCode") return number.replace(/^(\d{2})(\d{2})(\d{2})(\d{4})(\d{0,4})$/, "$1-$2-$3 $4 $5").trim();
  return number;
}

/** What kind of number a mask hides, where only the mask is known: an IBAN keeps its country's letters. */
export function accountKindOfMask(masked: string): AccountNumberKind {
  if (/^[A-Z]{2}/.test(masked)) return "iban";
  return masked.startsWith("••-") ? "sortCode" : "other";
}

/** Long addresses keep both ends, which is what people compare: "bc1qar0s…5mdq". The full text stays one copy away. */
export function shortenMiddle(text: string, keep = 8): string {
  return text.length <= keep * 2 + 1 ? text : `${text.slice(0, keep)}…${text.slice(-keep)}`;
}

/** A screen reader should not say "bullet bullet bullet". */
export function sayAccountNumber(number: string): string {
  const lastFour = number.replace(/\s/g, "").slice(-4);
  return number.includes("•") ? `ending in ${[...lastFour].join(" ")}` : number;
}
