import bidiFactory from "bidi-js";
import type PDFDocument from "pdfkit";
import { LETTER, LETTERS, type Letter } from "./receipt-letters";

// Lines of letters of several scripts: broken in the order in which they are read, and drawn in the order in which they stand.

type Page = InstanceType<typeof PDFDocument>;

export type Setting = {
  readonly font: keyof typeof LETTERS;
  readonly size: number;
  readonly color: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  /** More is cut off. */
  readonly mostLines?: number;
};

/** What is drawn in one go: of one font, in one direction, with no space in it. */
type Piece = { readonly text: string; readonly letter: Letter; readonly level: number; readonly width: number };

const LINE = 1.3;
/** Where the product's own letters stand, from the top of their line. */
const BASELINE = 1.005;

/** Answers where the text ends. Measured only, where `isDrawn` is false. */
export function typeset(page: Page, letters: readonly Letter[], setting: Setting, isDrawn: boolean): number {
  const { size, x, y, mostLines } = setting;
  const lines = breakLines(piecesOf(page, letters, setting), setting.width).slice(0, mostLines);
  if (isDrawn) {
    lines.forEach((line, place) => {
      let at = x;
      for (const piece of inSight(line)) {
        draw(page, piece, { ...setting, x: at, y: y + place * size * LINE + size * BASELINE });
        at += piece.width;
      }
    });
  }
  return y + lines.length * size * LINE;
}

const bidi = bidiFactory();

function piecesOf(page: Page, letters: readonly Letter[], setting: Setting): readonly Piece[] {
  const text = letters.map((letter) => letter.text).join("");
  const { levels } = bidi.getEmbeddingLevels(text, "auto");
  const mirrored = bidi.getMirroredCharactersMap(text, levels);
  const pieces: { text: string; letter: Letter; level: number }[] = [];
  let at = 0;
  for (const letter of letters) {
    const level = levels[at] ?? 0;
    const last = pieces.at(-1);
    const shown = mirrored.get(at) ?? letter.text;
    at += letter.text.length;
    const goesOn =
      last !== undefined && last.letter.script === letter.script && last.level === level && !stands(last.letter) && !stands(letter);
    // What has no direction of its own is put the other way round by hand; letters that run from right to left know it themselves.
    if (goesOn) last.text = level % 2 === 1 && letter.script === null ? shown + last.text : last.text + shown;
    else pieces.push({ text: shown, letter, level });
  }
  return pieces.flatMap((piece) => measured(page, piece, setting));
}

/** What no line could hold is cut, so that nothing is ever drawn beside the paper. */
function measured(page: Page, piece: Omit<Piece, "width">, setting: Setting): readonly Piece[] {
  const { text, letter } = piece;
  page.font(fontOf(page, letter, setting.font)).fontSize(setting.size);
  const width = page.widthOfString(text) + [...text].length * heavier(letter, setting).spacing;
  const letters = text.match(LETTER) ?? [];
  if (width <= setting.width || letters.length < 2) return [{ ...piece, width }];
  const half = Math.ceil(letters.length / 2);
  return [letters.slice(0, half), letters.slice(half)].flatMap((part) => measured(page, { ...piece, text: part.join("") }, setting));
}

/** Spaces, and letters between any two of which a line may end. */
function stands({ text }: Letter): boolean {
  return text === " " || /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(text);
}

function breakLines(pieces: readonly Piece[], width: number): readonly (readonly Piece[])[] {
  const lines: Piece[][] = [];
  let line: Piece[] = [];
  for (const word of wordsOf(pieces).flatMap((word) => (widthOf(word) <= width ? [word] : word.map((piece) => [piece])))) {
    if (line.length > 0 && widthOf(line) + widthOf(word.filter(({ text }) => text !== " ")) > width) {
      lines.push(line);
      line = [];
    }
    line.push(...(line.length === 0 ? word.filter(({ text }) => text !== " ") : word));
  }
  return line.length === 0 ? lines : [...lines, line];
}

/** Each with the space before it. */
function wordsOf(pieces: readonly Piece[]): readonly (readonly Piece[])[] {
  const words: Piece[][] = [];
  pieces.forEach((piece, place) => {
    const before = pieces[place - 1];
    const goesOn = before !== undefined && piece.text !== " " && (before.text === " " || (!stands(before.letter) && !stands(piece.letter)));
    if (goesOn) words.at(-1)?.push(piece);
    else words.push([piece]);
  });
  return words;
}

function widthOf(pieces: readonly Piece[]): number {
  return pieces.reduce((sum, { width }) => sum + width, 0);
}

/** Rule L2 of the Unicode algorithm: from the highest level down, whatever lies at it or above is turned round. */
function inSight(line: readonly Piece[]): readonly Piece[] {
  const highest = Math.max(0, ...line.map(({ level }) => level));
  let shown = [...line];
  for (let level = highest; level > 0; level -= 1) {
    const turned: Piece[] = [];
    let run: Piece[] = [];
    for (const piece of shown) {
      if (piece.level >= level) run.unshift(piece);
      else {
        turned.push(...run, piece);
        run = [];
      }
    }
    shown = [...turned, ...run];
  }
  return shown;
}

const WEIGHTS = { text: 400, strong: 600, mono: 400 } as const satisfies Record<keyof typeof LETTERS, number>;
/** How much wider a stroke is for each hundred of weight, of the letters' size. */
const STROKE = 0.0153;

/** What makes letters of a file that begins thin as heavy as those beside them: so much around each, and so much between them. */
function heavier(
  { script }: Letter,
  { font, size }: Pick<Setting, "font" | "size">,
): { readonly stroke: number; readonly spacing: number } {
  if (script === null) return { stroke: 0, spacing: 0 };
  const hundreds = Math.max(0, WEIGHTS[font] - script.weight) / 100;
  // Scripts whose letters hold on to each other begin at their ordinary weight, and must not be drawn apart.
  return { stroke: hundreds * STROKE * size, spacing: script.weight < WEIGHTS.text ? hundreds * script.spread * size : 0 };
}

function draw(page: Page, { text, letter }: Piece, setting: Setting): void {
  if (text === " ") return;
  const { font, size, color, x, y } = setting;
  const { stroke, spacing } = heavier(letter, setting);
  page
    .font(fontOf(page, letter, font))
    .fontSize(size)
    .fillColor(color);
  if (stroke > 0) page.lineJoin("round").lineWidth(stroke).strokeColor(color);
  const how = { fill: true, stroke: stroke > 0, characterSpacing: spacing } as const;
  page.text(text, x + spacing / 2, y, { lineBreak: false, baseline: "alphabetic", ...how });
}

/** Known to the page by name from the first time on, so that it holds each of them once. */
function fontOf(page: Page, { script }: Letter, own: keyof typeof LETTERS): string {
  if (script === null) return LETTERS[own];
  page.registerFont(script.id, script.bytes);
  return script.id;
}
