import type { PgBoss } from "pg-boss";
import { JOB_NAMES, type JobName } from "@/lib/queue/jobs";
import { HANDLERS } from "./handlers";
import { log } from "./log";

// Batches that run side by side: with single jobs, NOTIFY wakes one fetch at a time and the rest wait for the next poll.
const WORK_OPTIONS = { batchSize: 20, burstWhenBatchFull: true, perJobResults: true, pollingIntervalSeconds: 0.5 } as const;

// Merchants' endpoints may take their whole time to answer, so none of them waits for another's.
const APART: Partial<Record<JobName, { readonly localConcurrency: number }>> = { deliverEvents: { localConcurrency: 12 } };

/** Takes every kind of job off the queue until it is closed. One job's trouble is its own: it is tried again, its batch is not. */
export async function workQueue(queue: PgBoss): Promise<void> {
  for (const name of JOB_NAMES) {
    const apart = APART[name];
    const options = apart ? { ...WORK_OPTIONS, batchSize: 1, ...apart } : WORK_OPTIONS;
    await queue.work(name, options, (jobs) => Promise.all(jobs.map(async ({ id, data }) => ({ id, status: await run(name, data) }))));
  }
}

async function run(name: JobName, payload: unknown): Promise<"completed" | "failed"> {
  try {
    const end = await HANDLERS[name](payload);
    log.debug({ job: name, payload, end }, "job done");
    return "completed";
  } catch (error) {
    log.error({ job: name, payload, err: error }, "job failed");
    return "failed";
  }
}
