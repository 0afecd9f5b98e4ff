import { currentTime } from "@/lib/base/clock";
import { failed, ok, type Result } from "@/lib/base/result";
import { writeAudit } from "@/lib/db/audit";
import { inTransaction } from "@/lib/db/transaction";
import { type Actor, may } from "@/lib/domain/access/actor";
import { type Denial, denial } from "@/lib/domain/access/denial";
import type { ScheduleRef } from "@/lib/domain/schedule/schema";
import { lockSchedule } from "./lock-schedule";

export async function pauseSchedule(actor: Actor, { scheduleId }: ScheduleRef): Promise<Result<ScheduleRef, Denial>> {
  return stop(actor, { scheduleId, from: ["active"], to: "paused" });
}

/** For good: nothing of it is made any more. What it has made stays, and is stopped on its own page. */
export async function endSchedule(actor: Actor, { scheduleId }: ScheduleRef): Promise<Result<ScheduleRef, Denial>> {
  return stop(actor, { scheduleId, from: ["active", "paused"], to: "ended" });
}

type Stop = { readonly scheduleId: string; readonly from: readonly string[]; readonly to: "paused" | "ended" };

async function stop(actor: Actor, { scheduleId, from, to }: Stop): Promise<Result<ScheduleRef, Denial>> {
  if (actor.kind !== "person" || !may(actor, "payout.create")) return failed(denial("forbidden"));
  const { merchantId, name } = actor;
  return inTransaction(async (tx) => {
    const schedule = await lockSchedule(tx, { scheduleId, merchantId });
    if (!schedule) return failed(denial("notFound"));
    if (!from.includes(schedule.state)) return failed(denial("changedMeanwhile"));
    await tx.schedule.update({
      where: { id: scheduleId },
      data: { state: to, nextLookAt: null, stateAt: currentTime(), stateByName: name },
    });
    await writeAudit(tx, { actor, event: `schedule.${to}`, subject: { kind: "schedule", id: scheduleId } });
    return ok({ scheduleId });
  });
}
