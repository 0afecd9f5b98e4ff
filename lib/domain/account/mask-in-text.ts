import { lastFour } from "@/lib/base/text";
import { maskAddress } from "./address";
import { checkIban } from "./checks";

const IBAN_LIKE = /\b[A-Za-z]{2}\d{2}(?:[ ]?[A-Za-z0-9]){11,30}\b/g;
// A number may stand without quotes; masked, it becomes text.
const NUMBER_MEMBER = /("(?:account_?number|sort_?code|bsb|bban|nrb|routing_?number)"\s*:\s*)(?:"([^"]*)"|(\d+))/gi;

/**
 * Masks account numbers in a provider's words: IBANs wherever they stand, other numbers where a member's name says what they are.
 * Reading a whole number is a deed of its own, with a reason; evidence must not be the way round it.
 */
export function maskAccountNumbers(text: string): string {
  return text
    .replace(IBAN_LIKE, (found) => {
      const iban = checkIban(found);
      return iban.ok ? maskAddress({ kind: "iban", iban: iban.value }) : found;
    })
    .replace(NUMBER_MEMBER, (_, before: string, quoted?: string, bare?: string) => `${before}"${maskTail(quoted ?? bare ?? "")}"`);
}

function maskTail(number: string): string {
  return number.length > 6 ? `••••${lastFour(number)}` : "••••";
}
