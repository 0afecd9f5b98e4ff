export type FakeClock = { now(): Date; advance(ms: number): Date };

/** Time that stands still until a test moves it. */
export function fakeClock(start = new Date("2026-03-02T09:00:00.000Z")): FakeClock {
  let ms = start.getTime();
  return {
    now: () => new Date(ms),
    advance: (by) => {
      ms += by;
      return new Date(ms);
    },
  };
}
