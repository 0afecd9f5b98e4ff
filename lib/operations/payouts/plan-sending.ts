import { currentTime } from "@/lib/base/clock";
import { dayOf } from "@/lib/base/day";
import { failed, ok, type Result } from "@/lib/base/result";
import type { Tx } from "@/lib/db/client";
import { type Denial, denial } from "@/lib/domain/access/denial";
import { calendarsAround } from "@/lib/domain/calendar/calendars-around";
import type { CreatePayout } from "@/lib/domain/payout/schema";
import { judgeSendDay } from "@/lib/domain/payout/send-day";
import { sendMoment } from "@/lib/domain/payout/send-moment";

/** From when on a payout may be sent, by the merchant's own days; null: as soon as it is approved. */
export async function planSending(
  tx: Tx,
  merchantId: string,
  { sendOn, onClosedDay, currency }: Pick<CreatePayout, "sendOn" | "onClosedDay" | "currency">,
): Promise<Result<Date | null, Denial>> {
  if (sendOn === undefined) return ok(null);
  const { timeZone } = await tx.merchant.findUniqueOrThrow({ where: { id: merchantId }, select: { timeZone: true } });
  const today = dayOf(currentTime(), timeZone);
  const planned = judgeSendDay({ sendOn, onClosedDay, currency }, { today, calendars: calendarsAround(today) });
  if (!planned.ok) return failed(denial("invalidInput", planned.error, { sendOn: [planned.error] }));
  return ok(sendMoment(planned.value.day, timeZone));
}
