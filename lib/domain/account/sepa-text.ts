const STAND_INS: Readonly<Record<string, string>> = {
  Ä: "Ae",
  Ö: "Oe",
  Ü: "Ue",
  ä: "ae",
  ö: "oe",
  ü: "ue",
  ß: "ss",
  Æ: "Ae",
  æ: "ae",
  Ø: "Oe",
  ø: "oe",
  Å: "Aa",
  å: "aa",
  Œ: "Oe",
  œ: "oe",
  Ł: "L",
  ł: "l",
  Đ: "D",
  đ: "d",
  "–": "-",
  "—": "-",
  "’": "'",
  "‘": "'",
  "&": "+",
};

/** What every bank in SEPA reads, whatever letters it knows itself (EPC217-08). */
const CARRIED = /^[A-Za-z0-9/\-?:().,'+ ]$/;

/** The text in SEPA's letters: umlauts as two letters, accents taken off; what nothing stands for is left out and named. */
export function sepaText(text: string): { readonly text: string; readonly lost: readonly string[] } {
  const lost = new Set<string>();
  const written = [...text.normalize("NFC")].map((character) => {
    if (CARRIED.test(character)) return character;
    const plain = STAND_INS[character] ?? character.normalize("NFKD").replace(/\p{M}/gu, "");
    if (plain !== "" && [...plain].every((one) => CARRIED.test(one))) return plain;
    lost.add(character);
    return "";
  });
  return { text: written.join("").replace(/\s+/g, " ").trim(), lost: [...lost] };
}
