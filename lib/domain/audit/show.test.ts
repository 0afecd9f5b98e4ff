import { expect, test } from "vitest";
import { AUDIT_EVENTS } from "./events";
import { AUDIT_SHOWS, eventsShown, readAuditShow } from "./show";

test("every view shows something, and every event is in a view of its noun", () => {
  const views = AUDIT_SHOWS.flatMap((show) => [eventsShown(show)]);
  expect(views[0]).toBeNull();
  expect(views.slice(1).every((events) => events !== null && events.length > 0)).toBe(true);
  const byNoun = ["payouts", "receivers", "access", "settings"] as const;
  const shown = byNoun.flatMap((show) => eventsShown(show) ?? []);
  expect([...shown].sort()).toEqual(Object.keys(AUDIT_EVENTS).sort());
});

test("a view that does not exist is everything", () => {
  expect(readAuditShow("decisions")).toBe("decisions");
  expect(readAuditShow("nonsense")).toBe("all");
});
