import { currentTime } from "@/lib/base/clock";
import type { Tx } from "@/lib/db/client";
import { enqueue } from "@/lib/queue/enqueue";

/** What is due already is not to wait for the next sweep: whoever has just set it up looks for it. */
export async function wakeSchedule(tx: Tx, scheduleId: string, lookAt: Date | null): Promise<void> {
  if (lookAt !== null && lookAt <= currentTime()) await enqueue(tx, "runSchedule", { scheduleId });
}
