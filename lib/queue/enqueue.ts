import { fromPrisma } from "pg-boss";
import { crashPoint } from "@/lib/base/crash-point";
import type { Tx } from "@/lib/db/client";
import { boss } from "./boss";
import { JOBS, type JobName, type JobPayload } from "./jobs";

/** Adds a job in the caller's own transaction: it exists exactly if the change does, and nobody sees it before the commit. */
export async function enqueue<N extends JobName>(tx: Tx, name: N, payload: JobPayload<N>): Promise<void> {
  const queue = await boss();
  const id = await queue.send(name, JOBS[name].parse(payload), { db: fromPrisma(tx) });
  if (id === null) throw new Error(`The queue took no ${name} job.`);
  crashPoint("enqueue.sent");
}
