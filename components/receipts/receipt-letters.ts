import path from "node:path";
import { openSync } from "fontkit";
import { openScripts, type ScriptFont, scriptFontOf } from "./script-letters";

const FONTS = path.join(/* turbopackIgnore: true */ process.cwd(), "node_modules/geist/dist/fonts");

/** The product's own letters: Latin with everything that European languages and Vietnamese put on it, and Cyrillic. */
export const LETTERS = {
  text: path.join(FONTS, "geist-sans/Geist-Regular.ttf"),
  strong: path.join(FONTS, "geist-sans/Geist-SemiBold.ttf"),
  mono: path.join(FONTS, "geist-mono/GeistMono-Regular.ttf"),
} as const;

/** A character with what stands on it. Null: of the product's own letters. */
export type Letter = { readonly text: string; readonly script: ScriptFont | null };

export type Drawable = {
  /** What is drawn: the text itself, or its characters by number. */
  readonly text: string;
  /** True where it could not be drawn as it is. */
  readonly isSpelled: boolean;
  /** Where not all of it is of the product's own letters. */
  readonly letters: readonly Letter[] | null;
};

/** As much of a long name as stands on two lines. */
const MOST_SPELLED = 40;

/** Opens the letters that a text takes; `drawable` draws with those that are open. */
export function openLetters(text: string): Promise<void> {
  return openScripts([...composed(text)].filter((character) => !isOwn(character)).join(""));
}

/**
 * What no letters can draw is never left to become empty boxes: the whole text is then told by its characters' numbers, which anybody
 * can compare, since half a name would be another name. That takes in signs that turn the direction of writing, and those that nobody sees.
 */
export function drawable(text: string): Drawable {
  const whole = composed(text);
  const letters = (whole.match(LETTER) ?? []).map(letterOf);
  if (isPlain(whole) && letters.every((letter) => letter !== null)) {
    return { text: whole, isSpelled: false, letters: letters.every(({ script }) => script === null) ? null : letters };
  }
  const characters = [...whole];
  const spelled = characters.slice(0, MOST_SPELLED).map((character) => `U+${numberOf(character)}`);
  return { text: spelled.join(" ") + (characters.length > MOST_SPELLED ? " and more" : ""), isSpelled: true, letters: null };
}

/** Joiners say how the letters beside them are written; they belong to the one before. */
export const LETTER = /.[\p{M}\u200c\u200d]*/gsu;

function letterOf(text: string): Letter | null {
  if ([...text].every(isOwn)) return { text, script: null };
  const script = scriptFontOf(text);
  return script ? { text, script } : null;
}

function composed(text: string): string {
  return text.normalize("NFC").replaceAll(/\s+/g, " ").trim();
}

function isPlain(text: string): boolean {
  return (
    !/\p{Bidi_Control}/u.test(text) && !/\p{Default_Ignorable_Code_Point}/u.test(text.replaceAll(/(?<=[\p{L}\p{M}])[\u200c\u200d]/gu, ""))
  );
}

/** The few Greek letters that sums are written with would stand in a Greek name like another hand's. */
function isOwn(character: string): boolean {
  return !/\p{Script=Greek}/u.test(character) && known().has(character.codePointAt(0) ?? 0);
}

function numberOf(character: string): string {
  return (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
}

let letters: ReadonlySet<number> | undefined;

/** What all three draw. */
function known(): ReadonlySet<number> {
  if (letters) return letters;
  const [first = [], ...others] = Object.values(LETTERS).map(charactersOf);
  const sets = others.map((points) => new Set(points));
  letters = new Set(first.filter((point) => sets.every((set) => set.has(point))));
  return letters;
}

function charactersOf(file: string): readonly number[] {
  const font = openSync(file);
  return "characterSet" in font ? font.characterSet : [];
}
