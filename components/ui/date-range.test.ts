import { describe, expect, test } from "vitest";
import { addDays, datePresets, dayIn, sayDateRange } from "./date-range";

const rangeOf = (id: string, today: string) => datePresets(today).find((preset) => preset.id === id)?.range;

describe("date presets", () => {
  test("last month is whole, also over the new year and in a leap year", () => {
    expect(rangeOf("lastMonth", "2026-01-15")).toEqual({ from: "2025-12-01", to: "2025-12-31" });
    expect(rangeOf("lastMonth", "2028-03-01")).toEqual({ from: "2028-02-01", to: "2028-02-29" });
  });

  test("the last seven days count today", () => {
    expect(rangeOf("last7Days", "2026-03-02")).toEqual({ from: "2026-02-24", to: "2026-03-02" });
  });

  test("a day is a day, also when the clocks change", () => {
    expect(addDays("2026-03-29", 1)).toBe("2026-03-30");
    expect(addDays("2026-10-25", -1)).toBe("2026-10-24");
  });
});

test("today depends on where the person is", () => {
  const lateEvening = new Date("2026-05-04T22:30:00Z");
  expect(dayIn("Europe/London", lateEvening)).toBe("2026-05-04");
  expect(dayIn("Europe/Berlin", lateEvening)).toBe("2026-05-05");
});

test("a range is named by its preset, or by its days", () => {
  expect(sayDateRange({ from: "2026-05-05", to: "2026-05-05" }, "2026-05-05", "en-GB")).toBe("Today");
  expect(sayDateRange({ from: "2026-03-03", to: "2026-04-09" }, "2026-05-05", "en-GB")).toBe("3 Mar – 9 Apr 2026");
});
