import { currentTime } from "@/lib/base/clock";
import { type Day, dayOf } from "@/lib/base/day";
import type { Tx } from "@/lib/db/client";
import { currencyOf } from "@/lib/db/minor";
import { calendarsAround } from "@/lib/domain/calendar/calendars-around";
import { calendarFor } from "@/lib/domain/calendar/working-days";
import { sendMoment } from "@/lib/domain/payout/send-moment";
import { nextOccurrences, type Occurrence, SchedulePlan } from "@/lib/domain/schedule/plan";

type Written = { readonly merchantId: string; readonly currency: string; readonly plan: unknown };

/** The next day of a schedule with which nothing was done yet, and today as its merchant has it. Null: there is none any more. */
export async function nextTurn(
  tx: Tx,
  { merchantId, currency, plan }: Written,
  after: Day | null,
): Promise<{ readonly next: Occurrence | null; readonly today: Day; readonly lookAt: Date | null }> {
  const { timeZone } = await tx.merchant.findUniqueOrThrow({ where: { id: merchantId }, select: { timeZone: true } });
  const today = dayOf(currentTime(), timeZone);
  const calendar = calendarFor(currencyOf(currency), calendarsAround(today));
  const [next = null] = nextOccurrences(SchedulePlan.parse(plan), calendar, { after, most: 1 });
  return { next, today, lookAt: next && sendMoment(next.makeDay, timeZone) };
}
