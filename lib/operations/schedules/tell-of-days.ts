import { sayMoney } from "@/lib/base/say-money";
import type { Tx } from "@/lib/db/client";
import type { ScheduleVersion } from "@/lib/db/generated/client";
import { moneyOf } from "@/lib/db/minor";
import { peopleWith } from "@/lib/db/people-with";
import { queueMail } from "@/lib/operations/mail/queue-mail";

export type ToldDay = { readonly said: string; readonly sentence: string };

/** Tells whoever set it up that money which somebody counts on does not go; where they are gone, everybody who makes payouts. */
export async function tellOfDays(tx: Tx, written: ScheduleVersion, days: readonly ToldDay[]): Promise<void> {
  if (days.length === 0) return;
  const { merchantId, scheduleId, receiverName } = written;
  const amount = moneyOf(written.amountMinor, written.currency);
  const makers = await peopleWith(tx, merchantId, "payout.create");
  const own = makers.filter(({ personId }) => personId === written.madeById);
  for (const { personId } of own.length > 0 ? own : makers) {
    await queueMail(tx, {
      merchantId,
      to: { personId },
      subject: `A scheduled payout was not made: ${receiverName}`,
      text: [
        `${sayMoney(amount)} to ${receiverName} was not asked for, so nobody can approve it and it is not sent:`,
        ...days.slice(0, MOST_DAYS).map(({ said, sentence }) => `${said}: ${sentence}`),
        ...(days.length > MOST_DAYS ? [`And ${days.length - MOST_DAYS} days more.`] : []),
        "If it is still wanted, make a payout by hand.",
      ].join("\n"),
      path: `/payouts/schedules/${scheduleId}`,
    });
  }
}

const MOST_DAYS = 10;
