import type { ObservedStatus } from "./payout";

/** Every status word that a provider documents: what it means to us, and a sentence for people who see the word itself. */
export type StatusTable = Readonly<Record<string, { readonly seenAs: ObservedStatus; readonly text: string }>>;

/** A word that is not in the table is shown as it is and acted on by nobody; it is never guessed to be like another. */
export function readStatus(table: StatusTable, word: string): ObservedStatus {
  return Object.hasOwn(table, word) ? (table[word]?.seenAs ?? "unrecognised") : "unrecognised";
}

export function statusText(table: StatusTable, word: string): string {
  const known = Object.hasOwn(table, word) ? table[word] : undefined;
  return known?.text ?? `The provider calls it "${word}", a word that we do not know.`;
}
