/**
 * JSON whose numbers keep every digit. `JSON.parse` makes a float of 0.1 and of 9007199254740993; for money, neither may happen.
 * Read gives `NumberLiteral` for each number; write puts its text back as it is.
 */
export class NumberLiteral {
  constructor(readonly text: string) {
    if (!NUMBER.test(text)) throw new Error("This is not how JSON writes a number.");
  }
}

const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
const TOKEN = /\s*("(?:[^"\\]|\\.)*"|[[\]{}:,]|[^\s[\]{}:,"]+)/y;

/** Throws a SyntaxError where `JSON.parse` does. */
export function readExactJson(text: string): unknown {
  // The platform's own parser is the judge of what is JSON; below, nothing has to be doubted any more.
  JSON.parse(text);
  return readValue(tokensOf(text));
}

export function writeExactJson(value: unknown): string {
  if (value instanceof NumberLiteral) return value.text;
  if (Array.isArray(value)) return `[${value.map(writeExactJson).join(",")}]`;
  if (typeof value === "object" && value !== null) {
    const members = Object.entries(value).filter(([, member]) => member !== undefined);
    return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${writeExactJson(member)}`).join(",")}}`;
  }
  if (value === null || typeof value === "string" || typeof value === "boolean" || Number.isSafeInteger(value))
    return JSON.stringify(value);
  throw new Error("Only text, truth values, whole numbers and number literals can be written exactly.");
}

/** The literal without an exponent ("1.5e3" is "1500"); null when that would be absurdly long. */
export function plainDecimal({ text }: NumberLiteral): string | null {
  const [mantissa = "", exponent = "0"] = text.toLowerCase().split("e");
  const shift = Number(exponent);
  if (Math.abs(shift) > 40) return null;
  if (shift === 0) return mantissa;

  const sign = mantissa.startsWith("-") ? "-" : "";
  const [whole = "", fraction = ""] = mantissa.replace("-", "").split(".");
  const digits = "0".repeat(Math.max(0, -shift - whole.length + 1)) + whole + fraction.padEnd(Math.max(0, shift), "0");
  const point = Math.max(whole.length, 1 - shift) + shift;
  const plainWhole = digits.slice(0, point).replace(/^0+(?=\d)/, "");
  const plainFraction = digits.slice(point);
  return sign + plainWhole + (plainFraction === "" ? "" : `.${plainFraction}`);
}

type Tokens = { next(): string };

function tokensOf(text: string): Tokens {
  const token = new RegExp(TOKEN);
  return { next: () => token.exec(text)?.[1] ?? "" };
}

function readValue(tokens: Tokens, token = tokens.next()): unknown {
  if (token === "{") return Object.fromEntries(readMembers(tokens));
  if (token === "[") return [...readItems(tokens)];
  if (token === "true") return true;
  if (token === "false") return false;
  if (token === "null") return null;
  if (token.startsWith('"')) return JSON.parse(token);
  return new NumberLiteral(token);
}

function* readMembers(tokens: Tokens): Generator<[string, unknown]> {
  for (let token = tokens.next(); token !== "}"; token = tokens.next()) {
    if (token === ",") continue;
    tokens.next();
    yield [String(JSON.parse(token)), readValue(tokens)];
  }
}

function* readItems(tokens: Tokens): Generator<unknown> {
  for (let token = tokens.next(); token !== "]"; token = tokens.next()) {
    if (token !== ",") yield readValue(tokens, token);
  }
}
