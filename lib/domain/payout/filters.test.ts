import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { NO_FILTERS, readPayoutFilters, timesOf } from "./filters";

function times(raw: Parameters<typeof readPayoutFilters>[0]) {
  const { from, before } = timesOf(readPayoutFilters(raw).filters, "Europe/London");
  return [from?.toISOString() ?? null, before?.toISOString() ?? null];
}

describe("filters from an address", () => {
  test("several values are read repeated or with commas", () => {
    expect(readPayoutFilters({ state: ["failed", "refused"] }).filters.state).toEqual(["failed", "refused"]);
    expect(readPayoutFilters({ state: "failed,refused,failed" }).filters.state).toEqual(["failed", "refused"]);
  });

  test("a bad value is named, and the good ones beside it still count", () => {
    const { filters, problems } = readPayoutFilters({ state: ["failed", "lost"], currency: "EUR", from: "yesterday", loop: "half" });
    expect(filters).toMatchObject({ state: ["failed"], currency: ["EUR"], from: null, loop: null });
    expect(problems.map(({ name, value }) => [name, value])).toEqual([
      ["state", "lost"],
      ["from", "yesterday"],
      ["loop", "half"],
    ]);
    for (const { sentence } of problems) expect(sentence).toMatch(/\.$/);
  });

  test("contradictions between values are named too", () => {
    expect(readPayoutFilters({ from: "2026-07-02", to: "2026-07-01" }).problems).toMatchObject([{ name: "to", value: "2026-07-01" }]);
    expect(readPayoutFilters({ amountFrom: "200", amountTo: "100" }).problems).toMatchObject([{ name: "amountTo" }]);
  });

  test("one or two letters are no search", () => {
    expect(readPayoutFilters({ q: "jo" }).problems).toMatchObject([{ name: "q", value: "jo" }]);
    expect(readPayoutFilters({ q: "jo Müller" })).toMatchObject({ filters: { q: "jo Müller" }, problems: [] });
  });

  test("blanks and unknown names are nothing", () => {
    expect(readPayoutFilters({ state: "", q: "  ", utm_source: "mail" })).toEqual({ filters: NO_FILTERS, problems: [] });
  });

  test("whatever stands in an address, reading ends with filters and a problem for each value left out", () => {
    const anything = fc.record({
      state: fc.array(fc.oneof(fc.constantFrom("failed", "settled", "lost"), fc.string())),
      from: fc.oneof(fc.constantFrom("2026-01-01", "2026-01-01T00:00:00Z"), fc.string()),
      to: fc.oneof(fc.constantFrom("2025-01-01", "2026-02-30"), fc.string()),
      amountFrom: fc.oneof(fc.constantFrom("5", "-1"), fc.string()),
      amountTo: fc.string(),
      q: fc.string(),
    });
    fc.assert(
      fc.property(anything, (raw) => {
        const { filters, problems } = readPayoutFilters(raw);
        const said = problems.map(({ name }) => name);
        expect(raw.from.trim() === "" || filters.from !== null || said.includes("from")).toBe(true);
        expect(raw.q.trim() === "" || filters.q !== null || said.includes("q")).toBe(true);
      }),
    );
  });
});

describe("the times that dates stand for", () => {
  test("days are whole days of the merchant's zone", () => {
    expect(times({ from: "2026-07-01", to: "2026-07-01" })).toEqual(["2026-06-30T23:00:00.000Z", "2026-07-01T23:00:00.000Z"]);
  });

  test("instants are taken as they are", () => {
    expect(times({ from: "2026-07-01T10:00:00+02:00", to: "2026-07-01T09:00:00Z" })).toEqual([
      "2026-07-01T08:00:00.000Z",
      "2026-07-01T09:00:00.000Z",
    ]);
  });
});
