import { fromPrisma } from "pg-boss";
import { crashPoint } from "@/lib/base/crash-point";
import { SECOND_MS } from "@/lib/base/time";
import type { Tx } from "@/lib/db/client";
import { boss } from "./boss";
import { JOBS, type JobName, type JobPayload } from "./jobs";

/**
 * Adds a job in the caller's own transaction: it exists exactly if the change does, and nobody sees it before the commit. `afterMs` keeps it
 * from being taken before.
 */
export async function enqueue<N extends JobName>(tx: Tx, name: N, payload: JobPayload<N>, { afterMs = 0 } = {}): Promise<void> {
  const queue = await boss();
  const id = await queue.send(name, JOBS[name].parse(payload), { db: fromPrisma(tx), startAfter: Math.ceil(afterMs / SECOND_MS) });
  if (id === null) throw new Error(`The queue took no ${name} job.`);
  crashPoint("enqueue.sent");
}

/** The same for many jobs of one change, in one statement. */
export async function enqueueMany<N extends JobName>(tx: Tx, name: N, payloads: readonly JobPayload<N>[]): Promise<void> {
  if (payloads.length === 0) return;
  const queue = await boss();
  await queue.insert(
    name,
    payloads.map((payload) => ({ data: JOBS[name].parse(payload) })),
    { db: fromPrisma(tx) },
  );
  crashPoint("enqueue.sent");
}
