import { currentTime } from "@/lib/base/clock";
import { dayOf } from "@/lib/base/day";
import { failed, ok, type Result } from "@/lib/base/result";
import type { HouseRules } from "@/lib/db/read-policy";
import { type Denial, denial } from "@/lib/domain/access/denial";
import { calendarsAround } from "@/lib/domain/calendar/calendars-around";
import type { CreatePayout } from "@/lib/domain/payout/schema";
import { judgeSendDay } from "@/lib/domain/payout/send-day";
import { sendMoment } from "@/lib/domain/payout/send-moment";

/** From when on a payout may be sent, by the merchant's own days; null: as soon as it is approved. */
export function planSending(
  { timeZone }: Pick<HouseRules, "timeZone">,
  { sendOn, onClosedDay, currency }: Pick<CreatePayout, "sendOn" | "onClosedDay" | "currency">,
): Result<Date | null, Denial> {
  if (sendOn === undefined) return ok(null);
  const today = dayOf(currentTime(), timeZone);
  const planned = judgeSendDay({ sendOn, onClosedDay, currency }, { today, calendars: calendarsAround(today) });
  if (!planned.ok) return failed(denial("invalidInput", planned.error, { sendOn: [planned.error] }));
  return ok(sendMoment(planned.value.day, timeZone));
}
