import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { create, type Font } from "fontkit";
import decompress from "woff2-encoder/decompress";

// Letters of other scripts than the product's own. A script is cut into files by character, and a file is opened when a name needs it.

const FOLDER = path.join(/* turbopackIgnore: true */ process.cwd(), "node_modules/@fontsource-variable");

const NUMBERED = /^\[\d+\]$/;

/** Which parts of which family: never its Latin, which would look like another hand beside ours. Han as it is written in Chinese. */
const FAMILIES: readonly { readonly family: string; readonly parts: RegExp }[] = [
  { family: "noto-sans", parts: /^(greek|greek-ext|devanagari|cyrillic-ext|latin-ext)$/ },
  { family: "noto-sans-hebrew", parts: /^hebrew$/ },
  { family: "noto-sans-arabic", parts: /^arabic$/ },
  { family: "noto-sans-sc", parts: NUMBERED },
  { family: "noto-sans-kr", parts: NUMBERED },
];

export type ScriptFont = {
  readonly id: string;
  /** The file, unpacked. */
  readonly bytes: Uint8Array;
  readonly font: Font;
  /** As heavy as its strokes are drawn: the file has every weight, and the one that it begins with is drawn. */
  readonly weight: number;
  /** How much wider a letter of it is for each hundred of weight, of its size. */
  readonly spread: number;
};

const opened = new Map<string, ScriptFont>();

/** Opens whatever draws these characters. Those that nothing draws stay unknown to `scriptFontOf`. */
export async function openScripts(text: string): Promise<void> {
  const files = new Set([...text].flatMap((character) => filesFor(character.codePointAt(0) ?? 0)));
  await Promise.all([...files].filter((file) => !opened.has(file)).map(open));
}

/** The one opened file that draws all of a letter: what stands on it and what it stands on. */
export function scriptFontOf(letter: string): ScriptFont | undefined {
  const points = [...letter].map((character) => character.codePointAt(0) ?? 0);
  const fonts = filesFor(points[0] ?? 0).flatMap((file) => opened.get(file) ?? []);
  return fonts.find(({ font }) => points.every((point) => font.hasGlyphForCodePoint(point)));
}

async function open(file: string): Promise<void> {
  // What draws on paper cannot cut pieces out of the packed form.
  const bytes = await decompress(await readFile(path.join(FOLDER, file)));
  const font = create(Buffer.from(bytes));
  if (!("variationAxes" in font)) throw new Error(`${file} is not one font.`);
  const weight = font.variationAxes.wght?.default ?? 400;
  opened.set(file, { id: path.basename(file), bytes, font, weight, spread: spreadOf(font, weight) });
}

const SAMPLES = 30;

function spreadOf(font: Font, weight: number): number {
  const heavier = font.getVariation({ wght: weight + 100 });
  const letters = font.characterSet.slice(-SAMPLES);
  const widthIn = (one: Font) => letters.reduce((sum, point) => sum + one.glyphForCodePoint(point).advanceWidth, 0);
  return (widthIn(heavier) - widthIn(font)) / letters.length / font.unitsPerEm;
}

type Part = { readonly file: string; readonly ranges: readonly (readonly [number, number])[] };
let parts: readonly Part[] | undefined;

function filesFor(point: number): readonly string[] {
  parts ??= FAMILIES.flatMap(({ family, parts: wanted }) => readParts(family, wanted));
  return parts.flatMap(({ file, ranges }) => (ranges.some(([from, to]) => from <= point && point <= to) ? [file] : []));
}

function readParts(family: string, wanted: RegExp): readonly Part[] {
  const index: Record<string, string> = JSON.parse(readFileSync(path.join(FOLDER, family, "unicode.json"), "utf8"));
  return Object.entries(index).flatMap(([part, ranges]) =>
    wanted.test(part)
      ? [
          {
            file: `${family}/files/${family}-${part.replace(/\W/g, (mark) => (mark === "-" ? "-" : ""))}-wght-normal.woff2`,
            ranges: readRanges(ranges),
          },
        ]
      : [],
  );
}

/** "U+0370-0377,U+037A". */
function readRanges(text: string): Part["ranges"] {
  return text.split(",").map((range) => {
    const [from = "", to = from] = range.replace("U+", "").split("-");
    return [Number.parseInt(from, 16), Number.parseInt(to, 16)] as const;
  });
}
