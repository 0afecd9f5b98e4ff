import { expect, test } from "vitest";
import { dateFormat, numberFormat } from "./formats";

test("a formatter is made once for each locale and each wish", () => {
  const day = { day: "numeric", month: "short", timeZone: "UTC" } as const;
  expect(dateFormat("en-GB", { ...day })).toBe(dateFormat("en-GB", { ...day }));
  expect(dateFormat("de-DE", day)).not.toBe(dateFormat("en-GB", day));
  expect(dateFormat("en-GB", { ...day, timeZone: "Europe/Berlin" }).resolvedOptions().timeZone).toBe("Europe/Berlin");
  expect(numberFormat("de-DE").format(1234.5)).toBe("1.234,5");
});

test("whoever asks for everything there is does not fill the memory", () => {
  const first = numberFormat("en-GB", { maximumFractionDigits: 0 });
  for (let whole = 1; whole <= 20; whole += 1) {
    for (let digits = 0; digits < 20; digits += 1) numberFormat("en-GB", { minimumIntegerDigits: whole, minimumFractionDigits: digits });
  }
  expect(numberFormat("en-GB", { maximumFractionDigits: 0 })).not.toBe(first);
});
