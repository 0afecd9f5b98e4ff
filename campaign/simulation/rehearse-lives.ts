import type { Problem, ProblemKind } from "./judge";
import { type Run, simulate } from "./simulate";

export type LivesCounts = {
  readonly runs: number;
  readonly payouts: number;
  readonly byProvider: Readonly<Record<string, number>>;
  /** By name, as `Run.faults` has them. */
  readonly faults: Readonly<Record<string, number>>;
  readonly problems: Readonly<Record<ProblemKind, number>>;
  /** What to run again alone, and why. */
  readonly bad: readonly { readonly seed: number; readonly problems: readonly Problem[] }[];
};

export const NO_PROBLEMS: Readonly<Record<ProblemKind, number>> = {
  doubled: 0,
  lost: 0,
  withoutOwner: 0,
  calledWrongly: 0,
  wrongAmount: 0,
  unapproved: 0,
  stumbled: 0,
};

/** `runs` lives with the seeds from `seed` on. */
export async function rehearseLives({ runs, seed, each }: LivesWish): Promise<LivesCounts> {
  const faults: Record<string, number> = {};
  const byProvider: Record<string, number> = {};
  const problems = { ...NO_PROBLEMS };
  const bad: { seed: number; problems: readonly Problem[] }[] = [];
  let payouts = 0;
  for (let next = seed; next < seed + runs; next += 1) {
    const run = await simulate(next);
    payouts += run.payouts;
    byProvider[run.provider] = (byProvider[run.provider] ?? 0) + 1;
    for (const [name, count] of run.faults) faults[name] = (faults[name] ?? 0) + count;
    for (const { kind } of run.problems) problems[kind] += 1;
    if (run.problems.length > 0) bad.push({ seed: next, problems: run.problems });
    each?.(run);
  }
  return { runs, payouts, byProvider, faults, problems, bad };
}
type LivesWish = { readonly runs: number; readonly seed: number; readonly each?: (run: Run) => void };
