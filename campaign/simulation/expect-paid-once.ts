import { expect } from "vitest";
import { CRASH_POINTS } from "@/lib/base/crash-point";
import { NO_PROBLEMS, rehearseLives } from "./rehearse-lives";

/** Two files share the slice of `npm test`, so that two cores do. */
export const RUNS_OF_ONE_FILE = 1000;

/** The slice's first seed is its own in each file; the campaign goes on from any other. */
export async function expectPaidOnce(file: number): Promise<void> {
  process.env.SIMULATOR_PORT = "4010";
  const counts = await rehearseLives({ runs: RUNS_OF_ONE_FILE, seed: (file + 4) * 1_000_000 });
  expect(counts.bad).toEqual([]);
  expect(counts.problems).toEqual(NO_PROBLEMS);
  // A slice in which little happened would prove little.
  const unmet = CRASH_POINTS.filter((point) => counts.faults[`crash:${point}`] === undefined);
  expect(unmet.length, `points at which nothing died: ${unmet.join(", ")}`).toBeLessThan(17);
  const kinds = (of: string) => Object.keys(counts.faults).filter((name) => name.startsWith(of)).length;
  expect(kinds("mood:")).toBe(15);
  expect(kinds("wire:")).toBeGreaterThan(8);
}
