import { addMs } from "@/lib/base/time";

/** The simulators' time: the wall's, plus what somebody has advanced it by. It never runs behind the wall and never goes back. */
export interface SimulatedClock {
  now(): Date;
  wallNow(): Date;
  /** Moves ahead to a moment; does nothing when it is past already. */
  jumpTo(at: Date): void;
  aheadMs(): number;
  reset(): void;
}

export function createSimulatedClock(wallNow: () => Date, aheadAtStartMs = 0): SimulatedClock {
  let aheadMs = aheadAtStartMs;
  const now = () => addMs(wallNow(), aheadMs);
  return {
    now,
    wallNow,
    jumpTo(at) {
      aheadMs += Math.max(0, at.getTime() - now().getTime());
    },
    aheadMs: () => aheadMs,
    reset() {
      aheadMs = 0;
    },
  };
}
