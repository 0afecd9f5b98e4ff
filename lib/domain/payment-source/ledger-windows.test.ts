import { describe, expect, test } from "vitest";
import { addMs, DAY_MS, HOUR_MS } from "@/lib/base/time";
import { ledgerWindows } from "./ledger-windows";

const now = new Date("2026-11-30T10:00:00Z");
const ago = (days: number) => addMs(now, -days * DAY_MS);

describe("what of a ledger has to be read", () => {
  test("the first time everything, in parts of a month that touch", () => {
    const windows = ledgerWindows(null, { from: ago(90), to: now });
    expect(windows).toHaveLength(3);
    expect(windows[0]?.from).toEqual(ago(90));
    expect(windows.at(-1)?.to).toEqual(now);
    for (const [index, window] of windows.entries()) if (index > 0) expect(window.from).toEqual(windows[index - 1]?.to);
  });

  test("later only what is new, and an hour again", () => {
    expect(ledgerWindows({ from: ago(90), to: ago(1) }, { from: ago(30), to: now })).toEqual([{ from: addMs(ago(1), -HOUR_MS), to: now }]);
  });

  test("what lies further back than the last reading is read as well", () => {
    expect(ledgerWindows({ from: ago(10), to: ago(1) }, { from: ago(20), to: now })).toEqual([
      { from: ago(20), to: ago(10) },
      { from: addMs(ago(1), -HOUR_MS), to: now },
    ]);
  });
});
