import { expect, test } from "vitest";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "@/lib/base/time";
import { PROVIDER_IDS, providerOf } from "@/lib/providers/registry";
import { nextCheckInMs } from "./checks";

const IN_FLIGHT = 100_000;

/** How many looks in the minute after it has been on its way for so long. */
function looksInMinute(ageMs: number, looks: Parameters<typeof nextCheckInMs>[0]["looks"]): number {
  let [at, checks, count] = [0, 0, 0];
  while (at < ageMs + MINUTE_MS) {
    at += nextCheckInMs({ state: "inFlight", checks, looks }, 0) ?? Number.POSITIVE_INFINITY;
    checks += 1;
    if (at >= ageMs && at < ageMs + MINUTE_MS) count += 1;
  }
  return count;
}

test.each(PROVIDER_IDS)(
  "%s: 100,000 payouts that are on their way for up to three days are under 1,000 looks a minute, before lists",
  (id) => {
    const { looks } = providerOf(id).manifest;
    const sample = 3 * 24 * 60;
    const ages = Array.from({ length: sample }, (_, place) => (place * 3 * DAY_MS) / sample);
    const perMinute = ages.reduce((sum, ageMs) => sum + looksInMinute(ageMs, looks), 0) * (IN_FLIGHT / sample);
    expect(perMinute).toBeLessThan(1_000);
    // And nothing is forgotten for it: the first look comes soon, and none is further away than the longest wait.
    expect(nextCheckInMs({ state: "inFlight", checks: 0, looks }, 0)).toBeLessThanOrEqual(MINUTE_MS);
    expect(nextCheckInMs({ state: "inFlight", checks: 1_000, looks }, 0.99)).toBeLessThan(8 * HOUR_MS);
  },
);
