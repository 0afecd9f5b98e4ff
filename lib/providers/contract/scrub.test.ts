import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createScrubber } from "./scrub";

const anySecret = fc.string({ minLength: 8, maxLength: 80, unit: "grapheme-ascii" }).filter((secret) => secret.trim().length >= 8);
const anyText = fc.string({ maxLength: 40 });

/** The ways in which a secret gets into a text. */
const DISGUISES: Readonly<Record<string, (secret: string) => string>> = {
  plain: (secret) => secret,
  "in a path": encodeURIComponent,
  "in a form": (secret) => new URLSearchParams({ s: secret }).toString().slice(2),
  "in JSON": (secret) => JSON.stringify(secret).slice(1, -1),
  "in base64": (secret) => Buffer.from(secret).toString("base64"),
  "in base64 for URLs": (secret) => Buffer.from(secret).toString("base64url"),
  "in hexadecimal": (secret) => Buffer.from(secret).toString("hex"),
};

describe("no given secret is left", () => {
  test.each(Object.entries(DISGUISES))("%s", (_name, disguise) => {
    fc.assert(
      fc.property(anySecret, anyText, anyText, (secret, before, after) => {
        const hidden = disguise(secret);
        expect(createScrubber([secret]).text(before + hidden + after)).not.toContain(hidden);
      }),
    );
  });

  test("inside somebody's base64, wherever it begins", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 16, maxLength: 40, unit: "grapheme-ascii" }), fc.string({ maxLength: 5 }), (secret, user) => {
        const header = Buffer.from(`${user}:${secret}`).toString("base64");
        const inner = header.slice(8, -4);
        fc.pre(inner.length > 12);
        const scrubbed = createScrubber([secret]).text(header);
        expect(scrubbed).toContain("••••");
      }),
    );
  });

  test("when one secret is part of another", () => {
    const text = createScrubber(["secret-1", "secret-123456"]).text("a secret-123456 and a secret-1");
    expect(text).toBe("a •••• and a ••••");
  });

  test("of a private key not even a line", () => {
    const key = "-----BEGIN KEY-----\nMIGHAgEAMBMGByqGSM49\nAgEGCCqGSM49AwEHBG0w\n-----END KEY-----\n";
    expect(createScrubber([key]).text("found AgEGCCqGSM49AwEHBG0w in it")).toBe("found •••• in it");
  });
});

describe("what is secret by its name", () => {
  const { text, headers } = createScrubber([]);

  test("members of answers, also in JSON that breaks off", () => {
    expect(text('{"access_token":"eyJ.a.b","expires_in":3600}')).toBe('{"access_token":"••••","expires_in":3600}');
    expect(text('{ "cardNumber" : 4111111111111111, "cvv": "123" }')).toBe('{ "cardNumber" : "••••", "cvv": "••••" }');
    expect(text('{"refresh_token":"a\\"b","id":1}')).toBe('{"refresh_token":"••••","id":1}');
    expect(text('{"client_secret":"abc')).toBe('{"client_secret":"••••"');
    expect(text('{"data":"{\\"access_token\\":\\"abc\\",\\"id\\":1}"}')).toBe('{"data":"{\\"access_token\\":\\"••••\\",\\"id\\":1}"}');
    expect(text("grant=1&client_secret=a%20b&x=1")).toBe("grant=1&client_secret=••••&x=1");
  });

  test("headers that carry credentials, in any case; others stay", () => {
    expect(headers({ Authorization: "Bearer a", "TL-Signature": "x", "set-cookie": "y", "Idempotency-Key": "k" })).toEqual({
      Authorization: "••••",
      "TL-Signature": "••••",
      "set-cookie": "••••",
      "Idempotency-Key": "k",
    });
  });

  test("amounts, ids and account numbers stay as they were sent", () => {
    const body = '{"amount":10.10,"id":"3f8c","iban":"DE89370400440532013000","pandemic":"no"}';
    expect(text(body)).toBe(body);
  });
});
