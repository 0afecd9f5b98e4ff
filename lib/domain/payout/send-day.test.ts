import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays, dayOf } from "@/lib/base/day";
import { calendarsAround } from "@/lib/domain/calendar/calendars-around";
import { judgeSendDay } from "./send-day";
import { sendMoment } from "./send-moment";

const TODAY = "2026-12-01";
const calendars = calendarsAround(TODAY);
const judge = (sendOn: string, onClosedDay?: "before" | "after" | "refuse") =>
  judgeSendDay({ sendOn, onClosedDay, currency: "EUR" }, { today: TODAY, calendars });

describe("the day of a payout", () => {
  test("is the one that was named, unless a rule moves it off a closed one", () => {
    expect(judge("2026-12-26")).toEqual({ ok: true, value: { day: "2026-12-26", shift: null } });
    expect(judge("2026-12-26", "after")).toMatchObject({
      ok: true,
      value: { day: "2026-12-28", shift: expect.stringContaining("TARGET") },
    });
    expect(judge("2026-12-24", "after")).toEqual({ ok: true, value: { day: "2026-12-24", shift: null } });
    expect(judge("2026-12-26", "refuse")).toEqual({ ok: false, error: "Saturday 26 December 2026 is not a TARGET day." });
  });

  test("has neither passed nor is beyond what anybody plans", () => {
    expect(judge("2026-11-30")).toEqual({ ok: false, error: "This day has passed." });
    expect(judge("2062-12-24")).toEqual({ ok: false, error: "At most two years ahead." });
    const onSaturday = judgeSendDay({ sendOn: "2026-12-05", onClosedDay: "before", currency: "EUR" }, { today: "2026-12-05", calendars });
    expect(onSaturday).toMatchObject({ ok: false, error: expect.stringContaining("That day has passed.") });
  });
});

test("a payout goes at six in the morning of its day, whatever the clocks do that night", () => {
  expect(sendMoment("2027-03-28", "Europe/Berlin").toISOString()).toBe("2027-03-28T04:00:00.000Z");
  expect(sendMoment("2027-10-31", "Europe/London").toISOString()).toBe("2027-10-31T06:00:00.000Z");
  const zones = Intl.supportedValuesOf("timeZone");
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 30 * 365 }), fc.constantFrom(...zones), (count, zone) => {
      const day = addDays("2020-01-01", count);
      const at = sendMoment(day, zone);
      // Whole islands have skipped a day: Samoa on 30 December 2011, before any of these.
      expect(dayOf(at, zone)).toBe(day);
      expect(new Intl.DateTimeFormat("en-GB", { timeZone: zone, hour: "2-digit", minute: "2-digit" }).format(at)).toBe("06:00");
    }),
    { numRuns: 300 },
  );
});
