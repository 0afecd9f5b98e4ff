import { currentTime } from "@/lib/base/clock";
import { addDays, dayOf } from "@/lib/base/day";
import { newUuid } from "@/lib/base/id";
import { db } from "@/lib/db/client";
import type { SchedulePlan } from "@/lib/domain/schedule/plan";
import { createSchedule } from "@/lib/operations/schedules/create-schedule";
import { pauseSchedule } from "@/lib/operations/schedules/pause-schedule";
import { readDemoMaker } from "./read-demo-maker";

type DemoSchedule = {
  readonly reference: string;
  readonly amountMinor: bigint;
  readonly plan: Omit<SchedulePlan, "startDay">;
  readonly isPaused: boolean;
};

const SCHEDULES: readonly DemoSchedule[] = [
  {
    ...{ reference: "Rent, warehouse", amountMinor: 420_000n, isPaused: false },
    plan: { rule: { unit: "month", every: 1, day: 31 }, onClosedDay: "before", leadDays: 3, end: { kind: "never" } },
  },
  {
    ...{ reference: "Cleaning", amountMinor: 18_500n, isPaused: true },
    plan: { rule: { unit: "week", every: 2, weekday: 5 }, onClosedDay: "after", leadDays: 2, end: { kind: "after", times: 26 } },
  },
];

/** So far ahead that nothing of it is due while somebody looks around: the rest of the demo stays as it is told. */
const DAYS_AHEAD = 45;

/** What is paid again and again, so that its room has something to show. Made once. */
export async function addDemoSchedules(merchantId: string): Promise<void> {
  if ((await db().schedule.count({ where: { merchantId } })) > 0) return;
  const maker = await readDemoMaker(merchantId);
  const connection = await db().connection.findFirst({ where: { merchantId, name: "ivy-eur", state: "active" } });
  const accounts = await db().receiverAccount.findMany({
    where: {
      merchantId,
      kind: "iban",
      closedAt: null,
      receiver: { state: "active" },
      versions: { some: { payouts: { some: { state: "settled", currency: "EUR" } } } },
    },
    orderBy: { id: "asc" },
    take: SCHEDULES.length,
  });
  if (!connection) return;
  const startDay = addDays(dayOf(currentTime(), "UTC"), DAYS_AHEAD);
  for (const [place, { reference, amountMinor, plan, isPaused }] of SCHEDULES.entries()) {
    const account = accounts[place];
    if (!account) return;
    const made = await createSchedule(maker, {
      submissionKey: newUuid(),
      payout: { connection: connection.id, amountMinor, currency: "EUR", receiverAccountId: account.id, reference },
      plan: { ...plan, startDay },
    });
    if (!made.ok) throw new Error(`The demo's schedule could not be set up: ${made.error.sentence}`);
    if (isPaused) await pauseSchedule(maker, made.value);
  }
}
