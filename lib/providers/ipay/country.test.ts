import { expect, test } from "vitest";
import { alpha3Of } from "./country";

test.each([
  ["AU", "AUS"],
  ["CA", "CAN"],
  ["DE", "DEU"],
  ["CH", "CHE"],
  ["GB", "GBR"],
  ["NZ", "NZL"],
  ["US", "USA"],
  ["ZW", "ZWE"],
])("%s is %s there", (two, three) => {
  expect(alpha3Of(two)).toBe(three);
});

test("every country has its own three letters", () => {
  const letters = Array.from({ length: 26 }, (_, index) => String.fromCharCode(65 + index));
  const known = letters.flatMap((one) => letters.flatMap((two) => alpha3Of(one + two) ?? []));
  expect(known).toHaveLength(249);
  expect(new Set(known).size).toBe(249);
  expect(known.every((three) => /^[A-Z]{3}$/.test(three))).toBe(true);
});

test("what is no country has none", () => {
  expect(alpha3Of("XX")).toBeNull();
  expect(alpha3Of("AUS")).toBeNull();
});
