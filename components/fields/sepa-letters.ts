import { sepaText } from "@/lib/domain/account/sepa-text";

/** Before it is sent: what the receiver's bank reads where it knows only SEPA's letters. Nothing where that is the name itself. */
export function sayInSepaLetters(name: string): string | undefined {
  const { text, lost } = sepaText(name);
  if (lost.length > 0) return `Some banks cannot read ${lost.join(" ")}. In the letters that all of them know it is: ${text || "nothing"}`;
  return text === name.trim() ? undefined : `Banks that know only plain letters read: ${text}`;
}
