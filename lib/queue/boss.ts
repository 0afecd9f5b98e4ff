import { PgBoss } from "pg-boss";
import { env } from "@/lib/env";
import { JOB_NAMES } from "./jobs";

const QUEUE_OPTIONS = {
  notify: true,
  // A killed worker is noticed after this long, and its job runs again.
  heartbeatSeconds: 10,
  expireInSeconds: 120,
  retryLimit: 3,
  retryDelay: 2,
  retryBackoff: true,
  deleteAfterSeconds: 3600,
} as const;

const kept: typeof globalThis & { counterfoilBoss?: Promise<PgBoss> } = globalThis;

/** The queue for those who only enqueue (web, command line): no supervision, no polling, started at first use. */
export function boss(): Promise<PgBoss> {
  kept.counterfoilBoss ??= open({ supervise: false, schedule: false, max: 2 }).catch((fault: unknown) => {
    delete kept.counterfoilBoss;
    throw fault;
  });
  return kept.counterfoilBoss;
}

/** The queue for the worker: wakes on NOTIFY, and looks after jobs whose worker died. */
export function openWorkerBoss(): Promise<PgBoss> {
  return open({ supervise: true, superviseIntervalSeconds: 1, monitorIntervalSeconds: 1, schedule: false, useListenNotify: true, max: 12 });
}

/** Makes the queue's tables. Run at start beside the migrations, and in the template of test databases. */
export async function prepareQueue(url: string): Promise<void> {
  const queue = new PgBoss({ connectionString: url, supervise: false, schedule: false, max: 1 });
  queue.on("error", report);
  await queue.start();
  for (const name of JOB_NAMES) await queue.createQueue(name, QUEUE_OPTIONS);
  await queue.stop({ graceful: false });
}

async function open(options: Partial<ConstructorParameters<typeof PgBoss>[0] & object>): Promise<PgBoss> {
  const queue = new PgBoss({ ...options, connectionString: env().databaseUrl });
  queue.on("error", report);
  await queue.start();
  return queue;
}

// pg-boss reports lost connections here and reconnects by itself; without a listener Node would end the process.
function report(fault: Error): void {
  console.error(`queue: ${fault.message}`);
}
