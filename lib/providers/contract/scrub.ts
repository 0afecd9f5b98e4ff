import { Buffer } from "node:buffer";

/**
 * Takes secrets out of what is kept. Three nets, each enough for its own catch: values that the caller names, headers that carry
 * credentials, and members of answers that are secret by their name (a fresh access token is in nobody's list yet).
 */
export type Scrubber = {
  text(text: string): string;
  headers(headers: Readonly<Record<string, string>>): Record<string, string>;
};

/** Not a character that any secret is made of, so that putting it in can never spell one. */
export const SCRUBBED = "••••";

/** Shorter values would blot out half of every text, and protect nothing. */
const SHORTEST_SECRET = 4;

const SECRET_HEADERS = new Set([
  "authorization",
  "cookie",
  "proxy-authorization",
  "set-cookie",
  "signature",
  "tl-signature",
  "x-api-key",
  "x-identity",
  "x-ivy-api-key",
  "x-ivy-signature",
  "x-signature",
]);

const SECRET_MEMBERS = [
  "access_token",
  "api_key",
  "api_secret",
  "card_no",
  "card_number",
  "client_assertion",
  "client_secret",
  "cvc",
  "cvv",
  "cvv2",
  "id_token",
  "pan",
  "password",
  "private_key",
  "refresh_token",
  "resource_token",
  "secret",
  "security_code",
];

export function createScrubber(secrets: readonly string[]): Scrubber {
  const forms = [...new Set(secrets.flatMap(formsOf))].filter((form) => form.length >= SHORTEST_SECRET);
  forms.sort((a, b) => b.length - a.length);
  const values = forms.length > 0 ? new RegExp(forms.map(escapeForRegExp).join("|"), "gi") : null;

  const text = (dirty: string) => scrubMembers(values ? dirty.replace(values, SCRUBBED) : dirty);
  const headers = (dirty: Readonly<Record<string, string>>) =>
    Object.fromEntries(
      Object.entries(dirty).map(([name, value]) => [text(name), SECRET_HEADERS.has(name.toLowerCase()) ? SCRUBBED : text(value)]),
    );
  return { text, headers };
}

/** A secret as it may stand in a URL, a form, a JSON text, a header or inside somebody's base64. */
function formsOf(secret: string): string[] {
  if (secret.length < SHORTEST_SECRET) return [];
  const whole = [
    secret,
    encodeURIComponent(Buffer.from(secret, "utf8").toString("utf8")),
    new URLSearchParams({ s: secret }).toString().slice(2),
  ];
  const json = JSON.stringify(secret).slice(1, -1);
  // A key in PEM form is also known by each of its lines, wherever somebody has joined or cut it.
  const lines = secret.split(/\r?\n/).filter((line) => line.length >= 16 && !line.startsWith("-----"));
  return [...whole, json, json.replaceAll("/", "\\/"), ...lines, ...base64FormsOf(secret)];
}

/** Base64 of the secret alone, and of its inner part at each of the three places it can take inside a longer text ("user:secret"). */
function base64FormsOf(secret: string): string[] {
  const bytes = Buffer.from(secret, "utf8");
  const inner = [0, 1, 2].map((shift) => {
    const encoded = Buffer.concat([Buffer.alloc(shift), bytes])
      .toString("base64")
      .replace(/=+$/, "");
    const clean = shift === 0 ? 0 : shift + 1;
    const tail = (shift + bytes.length) % 3 === 0 ? 0 : 1;
    return encoded.slice(clean, tail === 0 ? undefined : -tail);
  });
  const long = inner.filter((form) => form.length >= 6);
  const standard = [bytes.toString("base64"), ...long];
  const inUrl = standard.map((form) => form.replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, ""));
  return [...standard, ...inUrl, bytes.toString("hex")];
}

const NAMES = SECRET_MEMBERS.map((name) => name.replaceAll("_", "[_-]?")).join("|");
// Works on the text, not on the parsed value: evidence stays what was sent, digit by digit, and broken JSON is scrubbed as well.
// The quotes may themselves be escaped, where one JSON text is carried inside another.
const JSON_MEMBER = new RegExp(
  `((\\\\?")(?:${NAMES})\\2\\s*:\\s*)(?:\\\\"(?:[^"\\\\]|\\\\[^"])*(?:\\\\"|$)|"(?:[^"\\\\]|\\\\.)*(?:"|$)|-?[0-9][0-9.eE+-]*)`,
  "gi",
);
const FORM_MEMBER = new RegExp(`((?:^|[?&])(?:${NAMES})=)[^&\\s"]*`, "gi");

function scrubMembers(text: string): string {
  return text.replace(JSON_MEMBER, `$1$2${SCRUBBED}$2`).replace(FORM_MEMBER, `$1${SCRUBBED}`);
}

function escapeForRegExp(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}
