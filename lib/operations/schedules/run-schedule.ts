import { currentTime } from "@/lib/base/clock";
import { crashPoint } from "@/lib/base/crash-point";
import { writeAudit } from "@/lib/db/audit";
import { db, type Tx } from "@/lib/db/client";
import type { Schedule, ScheduleVersion } from "@/lib/db/generated/client";
import { inTransaction } from "@/lib/db/transaction";
import type { Denial } from "@/lib/domain/access/denial";
import { sayDay } from "@/lib/domain/calendar/working-days";
import { judgeTurn, LATE_DAYS_AT_MOST, type Occurrence } from "@/lib/domain/schedule/plan";
import { deskActor } from "@/lib/operations/payouts/desk-actor";
import { type Left, leaveDays } from "./leave-days";
import { lockSchedule } from "./lock-schedule";
import { type DueOccurrence, makeOccurrence } from "./make-occurrence";
import { nextTurn } from "./next-turn";
import { type ToldDay, tellOfDays } from "./tell-of-days";

/**
 * Does what is due of a schedule: makes its payouts, and writes down the days that are not made. Run twice, or by two workers, it does each
 * day once, by the schedule's lock and by the day's own key. What was missed while the desk stood still is said, never made up for blindly.
 */
export async function runSchedule({ scheduleId }: { scheduleId: string }): Promise<string> {
  let made = 0;
  for (;;) {
    await settlePast(scheduleId);
    crashPoint("schedule.settled");
    const due = await findDue(scheduleId);
    if (!due) return `${made} made`;
    const answer = await makeOccurrence(due);
    if (answer === "made") made += 1;
    else if (answer !== "stale") await refuse(due, answer);
  }
}

type Holding = { readonly schedule: Schedule; readonly written: ScheduleVersion };

async function findActive(tx: Tx, scheduleId: string): Promise<Holding | null> {
  const schedule = await tx.schedule.findUnique({ where: { id: scheduleId } });
  if (schedule?.state !== "active") return null;
  const { version } = schedule;
  const written = await tx.scheduleVersion.findUniqueOrThrow({ where: { scheduleId_version: { scheduleId, version } } });
  return { schedule, written };
}

async function findDue(scheduleId: string): Promise<DueOccurrence | null> {
  const active = await findActive(db(), scheduleId);
  if (!active) return null;
  const { next, today } = await nextTurn(db(), active.written, active.schedule.lastDay);
  const turn = next && judgeTurn(next, today);
  return turn === "make" || turn === "late" ? { ...active, occurrence: next as Occurrence, isLate: turn === "late" } : null;
}

/** Under the schedule's lock: days that can no longer be made, or never were to be; and the end, where nothing is left to come. */
async function settlePast(scheduleId: string): Promise<void> {
  await withLock(scheduleId, async (tx, { schedule, written }) => {
    const told: ToldDay[] = [];
    const lastDay = await leaveDays(tx, written, schedule.lastDay, {
      leaves: whyLeft,
      onLeft: ({ day }, { outcome, sentence }) => outcome === "missed" && told.push({ said: sayDay(day), sentence }),
    });
    await tellOfDays(tx, written, told);
    await rest(tx, { schedule, written }, lastDay);
  });
}

function whyLeft(occurrence: Occurrence, today: string): Left | null {
  const turn = judgeTurn(occurrence, today);
  if (turn === "closed") return { outcome: "closed", sentence: occurrence.sentence ?? "Banks are closed then." };
  return turn === "missed" ? { outcome: "missed", sentence: MISSED } : null;
}

const MISSED = `The desk came to it more than ${LATE_DAYS_AT_MOST} days after its day.`;

/** Once, and never over what somebody has done with the schedule meanwhile. */
async function refuse({ schedule, occurrence, written }: DueOccurrence, { sentence }: Denial): Promise<void> {
  await withLock(schedule.id, async (tx, now) => {
    if (now.schedule.lastDay !== schedule.lastDay || now.schedule.version !== schedule.version) return;
    const lastDay = await leaveDays(tx, written, schedule.lastDay, {
      leaves: ({ day }) => (day === occurrence.day ? { outcome: "refused", sentence } : null),
    });
    await tellOfDays(tx, written, [{ said: sayDay(occurrence.day), sentence }]);
    await rest(tx, now, lastDay);
  });
}

async function withLock(scheduleId: string, work: (tx: Tx, holding: Holding) => Promise<void>): Promise<void> {
  const found = await db().schedule.findUnique({ where: { id: scheduleId }, select: { merchantId: true } });
  if (!found) return;
  await inTransaction(async (tx) => {
    await lockSchedule(tx, { scheduleId, ...found });
    const active = await findActive(tx, scheduleId);
    if (active) await work(tx, active);
  });
}

/** Until its next day; where there is none, it has come to its end. */
async function rest(tx: Tx, { schedule, written }: Holding, lastDay: string | null): Promise<void> {
  const { next, lookAt } = await nextTurn(tx, written, lastDay);
  const { id, merchantId } = schedule;
  if (next) {
    await tx.schedule.update({ where: { id }, data: { lastDay, nextLookAt: lookAt } });
    return;
  }
  await tx.schedule.update({
    where: { id },
    data: { lastDay, nextLookAt: null, state: "ended", stateAt: currentTime(), stateByName: null },
  });
  await writeAudit(tx, { actor: deskActor(merchantId), event: "schedule.ended", subject: { kind: "schedule", id } });
}
