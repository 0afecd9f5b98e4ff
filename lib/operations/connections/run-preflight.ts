import { currentTime } from "@/lib/base/clock";
import { addMs, SECOND_MS } from "@/lib/base/time";
import { db } from "@/lib/db/client";
import { isPreflightName, type PreflightName, type PreflightResult, SENDING_CHECKS } from "@/lib/domain/connection/preflight";
import { modeOf, openConnection } from "./open-connection";
import { type PreflightStage, preflightChecks } from "./preflight-checks";

export type RanPreflight = "notDue" | "green" | "red";

/**
 * Goes through the checks in their order and commits each result by itself. Run again after a crash it does nothing: what was being
 * tried is not tried twice.
 */
export async function runPreflight({ runId }: { runId: string }): Promise<RanPreflight> {
  const run = await db().preflightRun.findUnique({ where: { id: runId }, include: { checks: { orderBy: { sequence: "asc" } } } });
  if (!run || run.endedAt !== null) return "notDue";
  // Somebody is at it, or was: `endStalePreflights` tells which.
  if (run.checks.some(({ state }) => state !== "waiting")) return "notDue";

  const row = await db().connection.findUniqueOrThrow({ where: { id: run.connectionId } });
  const opened = openConnection(row);
  const stage: PreflightStage = { run, row, provider: opened.provider, connection: opened.connect(), payment: null, currency: null };
  const isLive = modeOf(row.mode) === "live";
  const results: PreflightResult[] = [];
  for (const { sequence, name } of run.checks) {
    if (!isPreflightName(name)) throw new Error(`The database holds an unknown check: ${name}.`);
    const claimed = await db().preflightCheck.updateMany({ where: { runId, sequence, state: "waiting" }, data: { state: "running" } });
    if (claimed.count === 0) return "notDue";
    const result = await whatCameOf(name, stage, { isLive, hasCredentials: results[0]?.state !== "failed" });
    results.push(result);
    await write(runId, sequence, result);
  }
  if (stage.currency) await db().connection.update({ where: { id: row.id }, data: { currency: stage.currency } });
  return end(run, results.some(({ state }) => state === "failed") ? "red" : "green");
}

type Footing = { readonly isLive: boolean; readonly hasCredentials: boolean };

async function whatCameOf(name: PreflightName, stage: PreflightStage, { isLive, hasCredentials }: Footing): Promise<PreflightResult> {
  if (!hasCredentials) return { state: "skipped", sentence: "Without accepted credentials there is nothing to try here." };
  if (isLive && SENDING_CHECKS.includes(name)) {
    return { state: "skipped", sentence: "Not in live: a trial never sends real money. Try it with a sandbox connection." };
  }
  try {
    return await preflightChecks[name](stage);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return {
      state: "failed",
      sentence: `The check broke off: ${message.slice(0, 200)}`,
      field: null,
      remedy: "Try again; if it stays, read the log.",
    };
  }
}

async function write(runId: string, sequence: number, result: PreflightResult): Promise<void> {
  const { state, sentence } = result;
  const failure = result.state === "failed" ? { field: result.field, remedy: result.remedy } : {};
  await db().preflightCheck.update({
    where: { runId_sequence: { runId, sequence } },
    data: { state, sentence, ...failure, endedAt: currentTime() },
  });
}

/** Longer than any single check may take. */
const LONGEST_CHECK_MS = 100 * SECOND_MS;

/**
 * Trials in which nothing has come of any check for too long: the worker that was trying is gone. What it may have sent is a test
 * payment under the run's own number, and is not sent again.
 */
export async function endStalePreflights(): Promise<number> {
  const since = addMs(currentTime(), -LONGEST_CHECK_MS);
  const stale = await db().preflightRun.findMany({
    where: { endedAt: null, startedAt: { lt: since }, checks: { none: { endedAt: { gte: since } } } },
    select: { id: true },
  });
  for (const { id } of stale) {
    await db().preflightCheck.updateMany({
      where: { runId: id, state: { in: ["waiting", "running"] } },
      data: { state: "failed", sentence: "The trial was interrupted here.", remedy: "Run the checks again.", endedAt: currentTime() },
    });
    await end({ id }, "red");
  }
  return stale.length;
}

async function end({ id }: { id: string }, outcome: "green" | "red"): Promise<RanPreflight> {
  await db().preflightRun.updateMany({ where: { id, endedAt: null }, data: { outcome, endedAt: currentTime() } });
  return outcome;
}
