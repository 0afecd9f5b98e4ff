import { failed, ok, type Result } from "@/lib/base/result";

export type DecodedText = { readonly text: string; readonly encoding: string };

/**
 * Text of a file in any of the encodings that spreadsheets write. A byte order mark is believed; without one, UTF-16 shows by its zero
 * bytes, UTF-8 by being possible at all, and the rest is Windows-1252, in which every byte is something.
 */
export function decodeText(bytes: Uint8Array): Result<DecodedText, string> {
  const [first = 0, second = 0, third = 0, fourth = 0] = bytes;
  if (first === 0xff && second === 0xfe && third === 0 && fourth === 0) return failed("The file is in UTF-32. Save it as CSV UTF-8.");
  if (first === 0xff && second === 0xfe) return decodeAs(bytes, "utf-16le", "UTF-16");
  if (first === 0xfe && second === 0xff) return decodeAs(bytes, "utf-16be", "UTF-16");
  if (first === 0xef && second === 0xbb && third === 0xbf) return decodeAs(bytes, "utf-8", "UTF-8 with a mark");
  const wide = guessWide(bytes);
  if (wide) return decodeAs(bytes, wide, "UTF-16");
  const utf8 = decodeAs(bytes, "utf-8", "UTF-8");
  return utf8.ok || bytes.includes(0) ? utf8 : decodeAs(bytes, "windows-1252", "Windows-1252");
}

function decodeAs(bytes: Uint8Array, label: string, encoding: string): Result<DecodedText, string> {
  try {
    const text = new TextDecoder(label, { fatal: true }).decode(bytes);
    return isText(text) ? ok({ text, encoding }) : failed(NOT_TEXT);
  } catch {
    return failed(bytes.includes(0) ? NOT_TEXT : `The file begins as ${encoding}, but is not. Save it again as CSV UTF-8.`);
  }
}

const NOT_TEXT = "This is neither a CSV file nor an XLSX workbook. Save the sheet as one of these.";

/** Tabs and line breaks are part of text; other control characters are not, but one or two may stray into a cell. */
function isText(text: string): boolean {
  const sample = text.slice(0, 20_000);
  let strange = 0;
  for (let at = 0; at < sample.length; at += 1) {
    const code = sample.charCodeAt(at);
    if (code === 0) return false;
    if (code < 9 || (code > 13 && code < 32)) strange += 1;
  }
  return strange * 50 <= sample.length;
}

/** Letters of most languages are one zero byte and one other in UTF-16. */
function guessWide(bytes: Uint8Array): "utf-16le" | "utf-16be" | null {
  const sample = bytes.subarray(0, 4096);
  const half = Math.floor(sample.length / 2);
  if (half === 0 || bytes.length % 2 === 1) return null;
  let even = 0;
  let odd = 0;
  for (const [at, byte] of sample.entries()) {
    if (byte !== 0) continue;
    if (at % 2 === 0) even += 1;
    else odd += 1;
  }
  if (odd > half * 0.4 && even < half * 0.1) return "utf-16le";
  if (even > half * 0.4 && odd < half * 0.1) return "utf-16be";
  return null;
}
