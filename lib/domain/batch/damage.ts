import { type Cell, markOf, textOf } from "./cell";
import type { BatchField } from "./fields";

/** What a spreadsheet has done to a cell, as a sentence that says how it is mended; `suggestion`: what most likely stood there. */
export type Damage = { readonly sentence: string; readonly suggestion?: string };

/** Columns whose digits are a name and no number: spreadsheets take them for numbers all the same. */
const DIGITS: Partial<Record<BatchField, { readonly length: number; readonly what: string }>> = {
  sort_code: { length: 6, what: "A sort code" },
  bsb: { length: 6, what: "A BSB" },
  routing_number: { length: 9, what: "A routing number" },
  institution: { length: 3, what: "An institution number" },
  transit: { length: 5, what: "A transit number" },
};

const NUMBERS: ReadonlySet<BatchField> = new Set([
  ...(["account", "iban", "account_number", "bban", "bank_code", "order_id", "reference", "wallet_address"] as const),
  ...(["sort_code", "bsb", "routing_number", "institution", "transit"] as const),
]);

/** Null where the cell is as somebody typed it. */
export function findDamage(cell: Cell, field: BatchField, { isBritish = false } = {}): Damage | null {
  const text = textOf(cell);
  const mark = markOf(cell);
  if (mark === "unsaved")
    return { sentence: "The formula here was never calculated. Type the value, or save the file in the spreadsheet." };
  if (mark === "error" || /^#(REF|N\/A|VALUE|NAME|DIV\/0|NUM|NULL|SPILL)[!?]?/i.test(text)) {
    return { sentence: `The spreadsheet could not calculate this cell (${text}). Type the value.` };
  }
  const quoted = /^="(.*)"$/.exec(text)?.[1];
  if (quoted !== undefined) return { sentence: "This is a formula around the value. Take the value itself.", suggestion: quoted };
  if (/^#{3,}$/.test(text)) return { sentence: "The column was too narrow when this was copied. Type the value." };
  if (text.startsWith("=") || /^[+@]\w*[A-Z]+\d*\(/.test(text))
    return { sentence: "This is a formula and no value. Type what it should be." };
  if (NUMBERS.has(field)) return damageOfNumber(text, mark === "number" || mark === "formula", { field, isBritish });
  if (field === "amount" && (mark === "date" || isMonthWord(text))) {
    return { sentence: `The spreadsheet has turned this amount into a day (${text}). Type the amount.` };
  }
  return null;
}

type About = { readonly field: BatchField; readonly isBritish: boolean };

function damageOfNumber(text: string, isNumber: boolean, { field, isBritish }: About): Damage | null {
  if (/^\d([.,]\d+)?E\+?\d{1,3}$/i.test(text)) {
    return { sentence: `The spreadsheet has shortened this number to ${text}; its last digits are lost. Type it whole.` };
  }
  if (isNumber && /^\d{16,}$/.test(text)) {
    return { sentence: "The spreadsheet keeps only fifteen digits of a number, so the last digits here are lost. Type it whole." };
  }
  if (/^\d{4}-\d{2}-\d{2}$/.test(text) || isMonthWord(text)) {
    if (field !== "order_id" && field !== "reference")
      return { sentence: `The spreadsheet has turned this number into a day (${text}). Type the number.` };
    if (isMonthWord(text)) return { sentence: `The spreadsheet may have turned this into a day (${text}). Type it as it was.` };
  }
  const digits = DIGITS[field];
  const bare = text.replace(/[\s-]/g, "");
  if (digits && /^\d+$/.test(bare) && bare.length < digits.length && bare.length >= digits.length - 2) {
    const suggestion = bare.padStart(digits.length, "0");
    return {
      sentence: `${digits.what} has ${digits.length} digits and this has ${bare.length}: a spreadsheet drops zeros at the beginning. Is it ${suggestion}?`,
      suggestion,
    };
  }
  if (isBritish && field === "account_number" && /^\d{6,7}$/.test(bare)) {
    const suggestion = bare.padStart(8, "0");
    return {
      sentence: `An account number has 8 digits and this has ${bare.length}: a spreadsheet drops zeros at the beginning. Is it ${suggestion}?`,
      suggestion,
    };
  }
  return null;
}

/** "Mar-04", "4. Mrz", "12-Jan-26": what becomes of 3/4. */
function isMonthWord(text: string): boolean {
  return new RegExp(`^(\\d{1,2}[-. ]{1,2}(${MONTHS})\\.?([-. ]\\d{2,4})?|(${MONTHS})\\.?[-. ]\\d{1,4})$`, "i").test(text);
}

const MONTHS =
  "jan|feb|mar|mär|mrz|apr|may|mai|maj|jun|jul|aug|ago|sep|set|oct|okt|out|nov|dec|dez|dic|déc|fév|avr|aoû|juin|juil|ene|abr|gen|mag|giu|lug|ott";

/** Letters of a file that was read in another encoding than it was written in ("MÃ¼ller", "M�ller"). */
export function isGarbled(text: string): boolean {
  return /\uFFFD|Ã[\u0080-\u00bf¼¶¤Ÿ©¨«±³º]|â€[™œ"“]/.test(text);
}
