import { currentTime } from "@/lib/base/clock";
import { failed, ok, type Result } from "@/lib/base/result";
import { writeAudit } from "@/lib/db/audit";
import { inTransaction } from "@/lib/db/transaction";
import { type Actor, may } from "@/lib/domain/access/actor";
import { type Denial, denial } from "@/lib/domain/access/denial";
import type { ScheduleRef } from "@/lib/domain/schedule/schema";
import { leaveDays } from "./leave-days";
import { lockSchedule } from "./lock-schedule";
import { nextTurn } from "./next-turn";
import { wakeSchedule } from "./wake-schedule";

/** Lets a paused schedule go on. Days that have passed meanwhile were left out on purpose, and are written down as such; none is made up for. */
export async function resumeSchedule(actor: Actor, { scheduleId }: ScheduleRef): Promise<Result<ScheduleRef, Denial>> {
  if (actor.kind !== "person" || !may(actor, "payout.create")) return failed(denial("forbidden"));
  const { merchantId, name } = actor;
  return inTransaction(async (tx) => {
    const schedule = await lockSchedule(tx, { scheduleId, merchantId });
    if (!schedule) return failed(denial("notFound"));
    if (schedule.state !== "paused") return failed(denial("changedMeanwhile"));
    const { version } = schedule;
    const written = await tx.scheduleVersion.findUniqueOrThrow({ where: { scheduleId_version: { scheduleId, version } } });
    const sentence = `It was paused then, by ${schedule.stateByName ?? "somebody"}.`;
    const lastDay = await leaveDays(tx, written, schedule.lastDay, {
      leaves: ({ sendDay, day }, today) => ((sendDay ?? day) < today ? { outcome: "paused", sentence } : null),
    });
    const { next, lookAt } = await nextTurn(tx, written, lastDay);
    await tx.schedule.update({
      where: { id: scheduleId },
      data: { state: next ? "active" : "ended", lastDay, nextLookAt: lookAt, stateAt: currentTime(), stateByName: name },
    });
    await writeAudit(tx, { actor, event: next ? "schedule.resumed" : "schedule.ended", subject: { kind: "schedule", id: scheduleId } });
    await wakeSchedule(tx, scheduleId, lookAt);
    return ok({ scheduleId });
  });
}
