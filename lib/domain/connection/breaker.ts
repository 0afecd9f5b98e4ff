import { addMs, MINUTE_MS, SECOND_MS } from "@/lib/base/time";

// A connection's circuit breaker: after faults in a row nobody asks for a while, then one asks for all, and its answer decides.
// Only faults count. A refusal is an answer: whoever refuses is well.

export const BREAKER_STATES = ["closed", "open", "probing"] as const;
export type BreakerState = (typeof BREAKER_STATES)[number];

export type Breaker = {
  readonly breaker: BreakerState;
  /** In a row, without an answer between them. */
  readonly faults: number;
  /** How often it opened since it last answered well: each time for longer. */
  readonly openings: number;
  readonly troubleSince: Date | null;
  /** Nobody asks before; while probing, when another may ask in place of a probe that never came back. */
  readonly openUntil: Date | null;
};

export const CLOSED: Breaker = { breaker: "closed", faults: 0, openings: 0, troubleSince: null, openUntil: null };

/** How many in a row open it. What is not here does not count: a mistake of ours says nothing about them, and "slow down" is pace. */
const FAULTS_TO_OPEN: Readonly<Record<string, number>> = {
  unreachable: 5,
  timeout: 5,
  connectionLost: 5,
  unavailable: 5,
  unreadable: 5,
  // Trying again with credentials that were not accepted helps nobody, and may lock them.
  unauthorised: 1,
};

const FIRST_OPEN_MS = 15 * SECOND_MS;
const LONGEST_OPEN_MS = 5 * MINUTE_MS;
/** Longer than any exchange may take: after it a probe is not coming back. */
const PROBE_MS = MINUTE_MS;

export type SeenFault = { readonly kind: string; readonly retryAfterSeconds: number | null };

export function afterFault(before: Breaker, { kind, retryAfterSeconds }: SeenFault, now: Date): Breaker {
  const needed = FAULTS_TO_OPEN[kind];
  if (needed === undefined) return before;
  const faults = before.faults + 1;
  const troubleSince = before.troubleSince ?? now;
  const isLate = before.breaker === "open" && before.openUntil !== null && now < before.openUntil;
  // Asked before it opened and answered after: it counts, and opens nothing a second time.
  if (isLate || (before.breaker === "closed" && faults < needed)) return { ...before, faults, troubleSince };
  const waitMs = Math.max(
    Math.min(FIRST_OPEN_MS * 2 ** Math.min(before.openings, 20), LONGEST_OPEN_MS),
    (retryAfterSeconds ?? 0) * SECOND_MS,
  );
  return { breaker: "open", faults, openings: before.openings + 1, troubleSince, openUntil: addMs(now, waitMs) };
}

/** `probe`: ask, as the only one, once `probing` has been written down. */
export type Leave = { readonly kind: "go" } | { readonly kind: "probe" } | { readonly kind: "wait"; readonly until: Date };

export function mayAsk({ breaker, openUntil }: Breaker, now: Date): Leave {
  if (breaker === "closed" || openUntil === null) return { kind: "go" };
  return now < openUntil ? { kind: "wait", until: openUntil } : { kind: "probe" };
}

export function probing(before: Breaker, now: Date): Breaker {
  return { ...before, breaker: "probing", openUntil: addMs(now, PROBE_MS) };
}
