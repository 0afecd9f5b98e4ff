import type { Currency } from "@/lib/base/currency";

/** What each scheme lets through to the receiver's statement. "Scheme" is TrueLayer's word and stays in this folder. */
type TextRules = { readonly referenceLimit: number; readonly nameLimit: number; readonly allowed: RegExp; readonly apostrophe: string };

const TEXT_RULES: Partial<Record<Currency, TextRules>> = {
  // Faster Payments takes the typographic apostrophe and not the straight one; Elixir the other way round.
  GBP: { referenceLimit: 18, nameLimit: 140, allowed: /^[A-Za-z0-9\s/\-?:().,’+#=!"%&*<>;{@]*$/, apostrophe: "’" },
  EUR: { referenceLimit: 140, nameLimit: 70, allowed: /^[A-Za-z0-9À-ÖØ-öø-ž /\-?:().,'+!"#$%&*;<=>@_]*$/, apostrophe: "'" },
  PLN: { referenceLimit: 20, nameLimit: 70, allowed: /^[A-Za-z0-9\s/\-?:().,'+]*$/, apostrophe: "'" },
};

export function textRulesFor(currency: Currency): TextRules | null {
  return TEXT_RULES[currency] ?? null;
}

/**
 * Text as the scheme can carry it, letter for letter where it can: "José" stays in euros and becomes "Jose" in pounds. Null when a
 * character is left that nothing stands for, or when it is too long: then nobody's name is cut in half, and a person decides.
 */
export function fitText(text: string, rules: TextRules, limit: number): string | null {
  const fitted = [...text.normalize("NFC").trim().replace(/\s+/g, " ")].map((character) => fitCharacter(character, rules)).join("");
  return fitted.length > 0 && fitted.length <= limit && rules.allowed.test(fitted) ? fitted : null;
}

const STAND_INS: Readonly<Record<string, string>> = {
  "–": "-",
  "—": "-",
  "“": '"',
  "”": '"',
  Æ: "Ae",
  Ø: "O",
  ß: "ss",
  æ: "ae",
  ø: "o",
  Đ: "D",
  đ: "d",
  Ł: "L",
  ł: "l",
  Œ: "Oe",
  œ: "oe",
};

function fitCharacter(character: string, { allowed, apostrophe }: TextRules): string {
  if (allowed.test(character)) return character;
  if (/['’‘`´]/.test(character)) return apostrophe;
  return STAND_INS[character] ?? character.normalize("NFKD").replace(/\p{M}/gu, "");
}
