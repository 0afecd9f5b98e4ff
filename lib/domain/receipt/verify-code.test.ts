import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CROCKFORD } from "@/lib/base/crockford";
import { formatVerifyCode, readVerifyCode, VERIFY_CODE_LENGTH } from "./verify-code";

const code = fc.string({ unit: fc.constantFrom(...CROCKFORD), minLength: VERIFY_CODE_LENGTH, maxLength: VERIFY_CODE_LENGTH });

/** One of the ways in which people write a character that they read off paper. */
const typed = (character: string) => {
  const alike: Readonly<Record<string, readonly string[]>> = { "0": ["0", "O", "o"], "1": ["1", "I", "i", "L", "l"] };
  return fc.constantFrom(...(alike[character] ?? [character, character.toLowerCase()]));
};
const gap = fc.constantFrom("", "", "", " ", "-", "\u2013", "\u00a0", " - ");

describe("a code on a receipt", () => {
  test("comes back as it was printed, however it is grouped, in small letters, with O for 0 and I or L for 1", () => {
    const asTyped = code.chain((printed) =>
      fc.tuple(
        fc.constant(printed),
        fc.tuple(...[...printed].flatMap((character) => [typed(character), gap])).map((parts) => parts.join("")),
      ),
    );
    fc.assert(fc.property(asTyped, ([printed, text]) => readVerifyCode(text) === printed));
  });

  test("is printed in groups, and read back from them", () => {
    fc.assert(
      fc.property(code, (printed) => {
        expect(formatVerifyCode(printed)).toMatch(/^(?:[0-9A-Z]{4}-){5}[0-9A-Z]{4}$/);
        expect(readVerifyCode(formatVerifyCode(printed))).toBe(printed);
      }),
    );
  });

  test("is nothing when a character is missing, too many or none of the alphabet's", () => {
    fc.assert(
      fc.property(code, fc.nat(VERIFY_CODE_LENGTH - 1), (printed, at) => {
        expect(readVerifyCode(printed.slice(0, at) + printed.slice(at + 1))).toBeNull();
        expect(readVerifyCode(`${printed}0`)).toBeNull();
        expect(readVerifyCode(`${printed.slice(0, at)}U${printed.slice(at + 1)}`)).toBeNull();
      }),
    );
  });

  test("is nothing for whatever else stands in an address", () => {
    fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => readVerifyCode(text) === null || text.length >= VERIFY_CODE_LENGTH));
    expect(readVerifyCode("7".repeat(1_000_000))).toBeNull();
  });
});
