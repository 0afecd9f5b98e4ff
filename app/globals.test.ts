import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

type Theme = "light" | "dark";

const CSS = readFileSync(new URL("./globals.css", import.meta.url), "utf8");
const TOKENS = new Map(
  [...CSS.matchAll(/--color-([\w-]+): (?:light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)|(#[0-9a-f]{6}));/g)].map(
    ([, name, light, dark, both]) => [name, { light: light ?? both ?? "", dark: dark ?? both ?? "" }],
  ),
);

/** Every pairing of text and ground that the components make. WCAG 2.2 AA: 4.5 for text. */
const TEXT = {
  ink: ["paper", "raised", "grey-1", "grey-2", "accent-wash", "amber-wash", "red-wash", "slate-wash"],
  "grey-5": ["paper", "raised", "grey-1", "grey-2", "accent-wash"],
  accent: ["paper", "raised", "grey-1", "grey-2", "accent-wash"],
  amber: ["paper", "raised", "grey-1", "amber-wash", "amber-line"],
  red: ["paper", "raised", "grey-1", "grey-2", "red-wash"],
  slate: ["paper", "raised", "grey-1", "slate-wash"],
  "on-solid": ["accent-solid", "accent-deep", "red-solid", "red-deep"],
  // Tooltips and confirmations are ink with paper for text.
  paper: ["ink"],
};

/** What must be seen to be used: edges of fields, the ring of focus, filled buttons. WCAG 2.2 AA: 3. */
const EDGES = {
  "grey-4": ["paper", "raised", "grey-1"],
  accent: ["paper", "raised", "grey-1"],
  "accent-solid": ["paper", "raised"],
  "red-solid": ["paper", "raised"],
};

function pairs(table: Record<string, string[]>): [Theme, string, string][] {
  return Object.entries(table).flatMap(([front, grounds]) =>
    grounds.flatMap((ground): [Theme, string, string][] => [
      ["light", front, ground],
      ["dark", front, ground],
    ]),
  );
}

describe("the palette", () => {
  test.each(pairs(TEXT))("in the %s theme, %s is readable on %s", (theme, front, ground) => {
    expect(contrast(colour(front, theme), colour(ground, theme))).toBeGreaterThanOrEqual(4.5);
  });

  test.each(pairs(EDGES))("in the %s theme, %s can be made out on %s", (theme, front, ground) => {
    expect(contrast(colour(front, theme), colour(ground, theme))).toBeGreaterThanOrEqual(3);
  });

  test("Tailwind's own colours, sizes, radii and shadows are switched off", () => {
    for (const family of ["color", "text", "radius", "shadow"]) expect(CSS).toContain(`--${family}-*: initial;`);
  });
});

function colour(name: string, theme: Theme): string {
  const token = TOKENS.get(name);
  if (!token) throw new Error(`globals.css has no --color-${name}.`);
  return token[theme];
}

function contrast(a: string, b: string): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((one, other) => one - other);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
