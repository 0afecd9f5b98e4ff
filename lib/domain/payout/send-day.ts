import type { Currency } from "@/lib/base/currency";
import { addDays, type Day } from "@/lib/base/day";
import { failed, ok, type Result } from "@/lib/base/result";
import { type Calendars, type ClosedDayRule, calendarFor, shiftDay } from "@/lib/domain/calendar/working-days";

export type SendDayWish = { readonly sendOn: Day; readonly onClosedDay?: ClosedDayRule | undefined; readonly currency: Currency };
export type SendDay = { readonly day: Day /** Where it is not the day that was asked for: why. */; readonly shift: string | null };

/** Further ahead it is a slip of the pen, or a promise that nobody here can keep. */
const MOST_DAYS_AHEAD = 2 * 366;

/** On which day a payout with a date goes, or why that day cannot be. Without a rule for closed days it goes on the very day. */
export function judgeSendDay(wish: SendDayWish, { today, calendars }: { today: Day; calendars: Calendars }): Result<SendDay, string> {
  const { sendOn, onClosedDay, currency } = wish;
  if (sendOn < today) return failed("This day has passed.");
  if (sendOn > addDays(today, MOST_DAYS_AHEAD)) return failed("At most two years ahead.");
  if (onClosedDay === undefined) return ok({ day: sendOn, shift: null });
  const shifted = shiftDay(sendOn, onClosedDay, calendarFor(currency, calendars));
  if (shifted.kind === "refused") return failed(shifted.sentence);
  if (shifted.kind === "same") return ok({ day: sendOn, shift: null });
  return shifted.day < today ? failed(`${shifted.sentence} That day has passed.`) : ok({ day: shifted.day, shift: shifted.sentence });
}
