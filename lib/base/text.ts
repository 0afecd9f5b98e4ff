/** "DE93 5001 0517" -> "DE93500105"…: what people add to account numbers to read them, taken out again. */
export function stripSpaces(text: string): string {
  return text.replace(/[\s\u00a0\u2007\u202f-]/g, "");
}

/** For search: lower case, accents folded, single spaces. */
export function foldText(text: string): string {
  if (PLAIN.test(text)) return text.toLowerCase();
  return text.normalize("NFKD").replace(/\p{M}/gu, "").replace(/ß/g, "ss").toLowerCase().replace(/\s+/g, " ").trim();
}

/** Most of what is folded has nothing to fold. */
const PLAIN = /^[!-~]+(?: [!-~]+)*$/;

/** Masks all but the last four characters: "DE•• •••• 1585" becomes the caller's matter; this gives "••••1585". */
export function lastFour(text: string): string {
  return stripSpaces(text).slice(-4);
}
