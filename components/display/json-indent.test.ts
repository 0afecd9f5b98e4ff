import fc from "fast-check";
import { expect, test } from "vitest";
import { indentJson } from "./json-indent";

test("JSON is laid out as JSON.stringify would, whatever is in it", () => {
  fc.assert(
    fc.property(fc.oneof(fc.dictionary(fc.string(), fc.jsonValue()), fc.array(fc.jsonValue())), (value) => {
      expect(indentJson(JSON.stringify(value))).toBe(JSON.stringify(value, null, 2));
    }),
  );
});

test("no digit changes on the way to the screen", () => {
  expect(indentJson('{"amount":0.10,"id":12345678901234567890}')).toBe('{\n  "amount": 0.10,\n  "id": 12345678901234567890\n}');
});

test("what is not JSON stays as it came", () => {
  expect(indentJson("<html>Bad gateway</html>")).toBe("<html>Bad gateway</html>");
});
