import { currentTime } from "@/lib/base/clock";
import { dayOf } from "@/lib/base/day";
import type { Money } from "@/lib/base/money";
import { addMs, DAY_MS } from "@/lib/base/time";
import { db } from "@/lib/db/client";
import { currencyOf, moneyOf } from "@/lib/db/minor";
import { calendarsAround } from "@/lib/domain/calendar/calendars-around";
import { calendarFor } from "@/lib/domain/calendar/working-days";
import { nextOccurrences, type Occurrence, SchedulePlan, sayPlan } from "@/lib/domain/schedule/plan";
import { type ScheduleState, scheduleStateOf } from "@/lib/domain/schedule/state";

export type ScheduleRow = {
  readonly id: string;
  readonly state: ScheduleState;
  readonly receiverName: string;
  readonly reference: string;
  readonly amount: Money;
  readonly said: string;
  readonly next: Occurrence | null;
};

const MOST = 200;

/** Every schedule of the merchant's: those that go on first, then the newest. */
export async function listSchedules(merchantId: string): Promise<readonly ScheduleRow[]> {
  const { timeZone } = await db().merchant.findUniqueOrThrow({ where: { id: merchantId }, select: { timeZone: true } });
  const calendars = calendarsAround(dayOf(currentTime(), timeZone));
  const schedules = await db().schedule.findMany({
    where: { merchantId },
    include: { versions: { orderBy: { version: "desc" }, take: 1 } },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: MOST,
  });
  const rows = schedules.flatMap(({ id, state, lastDay, versions: [written] }) => {
    if (!written) return [];
    const plan = SchedulePlan.parse(written.plan);
    const calendar = calendarFor(currencyOf(written.currency), calendars);
    const [next = null] = state === "ended" ? [] : nextOccurrences(plan, calendar, { after: lastDay, most: 1 });
    const { receiverName, reference } = written;
    const amount = moneyOf(written.amountMinor, written.currency);
    return [{ id, state: scheduleStateOf(state), receiverName, reference, amount, said: sayPlan(plan), next }];
  });
  const isOver = ({ state }: ScheduleRow) => state === "ended";
  return [...rows.filter((row) => !isOver(row)), ...rows.filter(isOver)];
}

const TOLD_DAYS = 7;

/** Days of schedules on which nothing was made although somebody may count on it, of the last days. */
export async function countLeftDays(merchantId: string): Promise<number> {
  const since = addMs(currentTime(), -TOLD_DAYS * DAY_MS);
  return db().scheduleOccurrence.count({ where: { merchantId, outcome: { in: ["missed", "refused"] }, at: { gte: since } } });
}
