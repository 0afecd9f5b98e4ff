import { sepaText } from "@/lib/domain/account/sepa-text";

/**
 * The text that the receiver reads, when nobody wrote one: the reference, reduced to what every rail carries (letters, digits,
 * space and . , - / ), and cut to the rail's length. Falls back to the payout's number when nothing is left.
 */
export function defaultStatementText(reference: string, { number, limit }: { number: string; limit: number }): string {
  const plain = [...reference.normalize("NFC")]
    .map((character) => sepaText(character).text || character)
    .join("")
    .replace(/[^A-Za-z0-9 .,/-]/g, " ")
    .replace(/\/{2,}/g, "/")
    .replace(/\s+/g, " ")
    .replace(/^[/ ]+/, "")
    .slice(0, limit)
    .replace(/[/ ]+$/, "");
  return plain || number.slice(0, limit);
}
