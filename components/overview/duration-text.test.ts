import { expect, test } from "vitest";
import { sayDuration } from "./duration-text";

test.each([
  [0.2, "0 s"],
  [8, "8 s"],
  [60, "1 min"],
  [252, "4 min 12 s"],
  [3_600, "1 h"],
  [11_130, "3 h 5 min"],
  [86_400, "1 day"],
  [187_300, "2 days 4 h"],
])("%d seconds are %s", (seconds, said) => {
  expect(sayDuration(seconds)).toBe(said);
});
