import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { NumberLiteral, plainDecimal, readExactJson, writeExactJson } from "./exact-json";

describe("JSON whose numbers keep every digit", () => {
  test.each(["9007199254740993", "0.1", "100.00", "-0.00000001", "1E400", "12345678901234567890.123456789"])("%s stays %s", (literal) => {
    expect(writeExactJson(readExactJson(`{"amount": ${literal} }`))).toBe(`{"amount":${literal}}`);
  });

  test("reads the same shape as JSON.parse, whatever the text", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(undefined, 2), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        expect(floated(readExactJson(text))).toEqual(JSON.parse(text));
      }),
    );
  });

  test("writes what JSON.parse reads back, strings with every character included", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string({ unit: "binary" }), fc.string({ unit: "binary" })), (value) => {
        expect(JSON.parse(writeExactJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  test.each(["", "{", '{"a":1', "01", "1.", '{"a":1}x', "NaN", "'a'"])("refuses %s, which is no JSON", (text) => {
    expect(() => readExactJson(text)).toThrow(SyntaxError);
  });

  test("a float is never written", () => {
    expect(() => writeExactJson({ amount: 0.1 })).toThrow();
    expect(() => new NumberLiteral("1,5")).toThrow();
  });

  test.each([
    ["1e2", "100"],
    ["1.5E3", "1500"],
    ["1.2345e2", "123.45"],
    ["-25e-1", "-2.5"],
    ["1e-8", "0.00000001"],
    ["0.5e1", "5"],
    ["12.50", "12.50"],
    ["1e999", null],
  ])("%s without its exponent is %s", (literal, plain) => {
    expect(plainDecimal(new NumberLiteral(literal))).toBe(plain);
  });
});

function floated(value: unknown): unknown {
  if (value instanceof NumberLiteral) return Number(value.text);
  if (Array.isArray(value)) return value.map(floated);
  if (typeof value === "object" && value !== null)
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, floated(member)]));
  return value;
}
