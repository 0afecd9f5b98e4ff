import { currentTime } from "@/lib/base/clock";
import { type Day, dayOf } from "@/lib/base/day";
import { toDecimal } from "@/lib/base/money";
import { db } from "@/lib/db/client";
import { moneyOf } from "@/lib/db/minor";
import { calendarsAround } from "@/lib/domain/calendar/calendars-around";
import { calendarFor } from "@/lib/domain/calendar/working-days";
import { nextOccurrences, SchedulePlan } from "@/lib/domain/schedule/plan";
import { repeatDraftOf } from "@/lib/domain/schedule/repeat-draft";
import type { DraftStart } from "./read-payout-draft";
import { readReceiverChoice } from "./search-receivers";

/** A schedule that is changed, as it stood on the screen. */
export type EditedSchedule = { readonly scheduleId: string; readonly version: number; readonly lastDay: Day | null };

/** The form of a schedule, filled with what it pays and when. Null when it has ended or is another merchant's. */
export async function readScheduleDraft(
  merchantId: string,
  scheduleId: string,
): Promise<{ start: DraftStart; edits: EditedSchedule } | null> {
  const schedule = await db().schedule.findFirst({
    where: { id: scheduleId, merchantId, state: { not: "ended" } },
    include: { merchant: { select: { timeZone: true } } },
  });
  if (!schedule) return null;
  const { version, lastDay, merchant } = schedule;
  const written = await db().scheduleVersion.findUniqueOrThrow({ where: { scheduleId_version: { scheduleId, version } } });
  const plan = SchedulePlan.parse(written.plan);
  const today = dayOf(currentTime(), merchant.timeZone);
  const amount = moneyOf(written.amountMinor, written.currency);
  const calendar = calendarFor(amount.currency, calendarsAround(today));
  const [next] = nextOccurrences(plan, calendar, { after: lastDay, most: 1 });
  const done = await db().scheduleOccurrence.count({ where: { scheduleId, version } });
  return {
    start: {
      ...{ way: "open", receiverIs: "known", when: "repeat", connection: written.connectionId },
      ...{ amount: toDecimal(amount), currency: amount.currency, reference: written.reference, statementText: written.statementText ?? "" },
      receiver: await readReceiverChoice(merchantId, written.receiverAccountId),
      repeat: repeatDraftOf({ ...plan, ...whatIsLeft(plan, { from: next && next.day > today ? next.day : today, done }) }),
    },
    edits: { scheduleId, version, lastDay },
  };
}

/** It goes on from its next day, in its own rhythm; times that are used up are not given again. */
function whatIsLeft({ end }: SchedulePlan, { from, done }: { from: Day; done: number }): Pick<SchedulePlan, "startDay" | "end"> {
  return { startDay: from, end: end.kind === "after" ? { ...end, times: Math.max(1, end.times - done) } : end };
}
