import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addMs, MINUTE_MS, SECOND_MS } from "@/lib/base/time";
import { afterFault, type Breaker, CLOSED, mayAsk, probing } from "./breaker";
import { type Pace, pauseUntil, takeTurn } from "./pace";

const NOW = new Date("2026-03-02T10:00:00Z");
const at = (seconds: number) => addMs(NOW, seconds * SECOND_MS);
const timeout = { kind: "timeout", retryAfterSeconds: null };

function faulted(times: number, from: Breaker = CLOSED): Breaker {
  return Array.from({ length: times }).reduce<Breaker>((breaker) => afterFault(breaker, timeout, NOW), from);
}

describe("a circuit breaker", () => {
  test("lets four faults in a row pass, and opens at the fifth", () => {
    expect(mayAsk(faulted(4), NOW)).toEqual({ kind: "go" });
    expect(mayAsk(faulted(5), NOW)).toEqual({ kind: "wait", until: at(15) });
  });

  test("opens at once when the credentials are not accepted", () => {
    expect(afterFault(CLOSED, { kind: "unauthorised", retryAfterSeconds: null }, NOW).breaker).toBe("open");
  });

  test("does not count our own mistakes, nor the wish to go slower", () => {
    for (const kind of ["unexpected", "rateLimited"]) expect(afterFault(CLOSED, { kind, retryAfterSeconds: 30 }, NOW)).toEqual(CLOSED);
  });

  test("waits at least as long as the provider asked", () => {
    const breaker = afterFault(faulted(4), { kind: "unavailable", retryAfterSeconds: 900 }, NOW);
    expect(mayAsk(breaker, at(899))).toEqual({ kind: "wait", until: at(900) });
  });

  test("then one asks for all; a probe that fails opens it for longer, up to five minutes", () => {
    let breaker = faulted(5);
    const waits: number[] = [];
    for (let round = 0; round < 7; round += 1) {
      const now = breaker.openUntil ?? NOW;
      expect(mayAsk(breaker, now)).toEqual({ kind: "probe" });
      breaker = probing(breaker, now);
      expect(mayAsk(breaker, addMs(now, SECOND_MS)).kind).toBe("wait");
      breaker = afterFault(breaker, timeout, now);
      waits.push(((breaker.openUntil?.getTime() ?? 0) - now.getTime()) / SECOND_MS);
    }
    expect(waits).toEqual([30, 60, 120, 240, 300, 300, 300]);
    expect(breaker.troubleSince).toEqual(NOW);
  });

  test("a probe that never comes back is replaced", () => {
    const breaker = probing(faulted(5), NOW);
    expect(mayAsk(breaker, addMs(NOW, MINUTE_MS))).toEqual({ kind: "probe" });
  });

  test("an answer to what was asked before it opened does not open it a second time", () => {
    const open = faulted(5);
    expect(afterFault(open, timeout, at(1)).openUntil).toEqual(open.openUntil);
  });
});

describe("pace", () => {
  test("no second ever holds more than the provider allows, however they come", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 50 }),
        fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 300 }),
        (perSecond, gaps) => {
          let pace: Pace = { paceAt: null, paceQueueAt: null };
          let now = NOW;
          const gone: number[] = [];
          for (const gap of gaps) {
            now = addMs(now, gap);
            const turn = takeTurn(pace, perSecond, now);
            pace = turn.pace;
            if (turn.kind === "go") gone.push(now.getTime());
          }
          const most = Math.max(...gone.map((from) => gone.filter((time) => time >= from && time < from + SECOND_MS).length));
          // A limit of one or two a second has no quarter to give: one at once, and the rest as it may.
          expect(most).toBeLessThanOrEqual(Math.max(perSecond, 2));
        },
      ),
    );
  });

  test("those who wait are given one moment after another", () => {
    let pace: Pace = { paceAt: null, paceQueueAt: null };
    const waits: number[] = [];
    for (let asked = 0; asked < 35; asked += 1) {
      const turn = takeTurn(pace, 20, NOW);
      pace = turn.pace;
      if (turn.kind === "wait") waits.push(turn.until.getTime() - NOW.getTime());
    }
    expect(waits).toHaveLength(30);
    expect(waits).toEqual([...waits].sort((one, other) => one - other));
    expect(waits.at(-1)).toBeLessThan(2_500);
    expect(new Set(waits).size).toBe(30);
  });

  test("a provider without a limit is asked freely, until it asks to be left alone", () => {
    const free = takeTurn({ paceAt: null, paceQueueAt: null }, null, NOW);
    expect(free.kind).toBe("go");
    for (const perSecond of [null, 20]) {
      const paused = pauseUntil(free.pace, at(30), perSecond);
      expect(takeTurn(paused, perSecond, at(29)).kind).toBe("wait");
      expect(takeTurn(paused, perSecond, at(31)).kind).toBe("go");
    }
  });
});
