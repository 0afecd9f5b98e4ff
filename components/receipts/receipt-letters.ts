import path from "node:path";
import { openSync } from "fontkit";

const FONTS = path.join(/* turbopackIgnore: true */ process.cwd(), "node_modules/geist/dist/fonts");

/** The product's own letters: Latin with everything that European languages and Vietnamese put on it, and Cyrillic. */
export const LETTERS = {
  text: path.join(FONTS, "geist-sans/Geist-Regular.ttf"),
  strong: path.join(FONTS, "geist-sans/Geist-SemiBold.ttf"),
  mono: path.join(FONTS, "geist-mono/GeistMono-Regular.ttf"),
} as const;

export type Drawable = {
  /** What is drawn: the text itself, or its characters by number. */
  readonly text: string;
  /** True where it could not be drawn as it is. */
  readonly isSpelled: boolean;
};

/** As much of a long name as stands on two lines. */
const MOST_SPELLED = 40;

/**
 * What these letters cannot draw is never left to become empty boxes: the whole text is then told by its characters' numbers, which anybody
 * can compare, since half a name would be another name. That takes in signs that turn the direction of writing.
 */
export function drawable(text: string): Drawable {
  const composed = text.normalize("NFC").replaceAll(/\s+/g, " ").trim();
  const characters = [...composed];
  if (characters.every((character) => known().has(character.codePointAt(0) ?? 0))) return { text: composed, isSpelled: false };
  const spelled = characters.slice(0, MOST_SPELLED).map((character) => `U+${numberOf(character)}`);
  return { text: spelled.join(" ") + (characters.length > MOST_SPELLED ? " and more" : ""), isSpelled: true };
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
