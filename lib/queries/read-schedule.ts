import { currentTime } from "@/lib/base/clock";
import { type Day, dayOf } from "@/lib/base/day";
import type { Money } from "@/lib/base/money";
import { db } from "@/lib/db/client";
import { moneyOf } from "@/lib/db/minor";
import { type Actor, may } from "@/lib/domain/access/actor";
import { calendarsAround } from "@/lib/domain/calendar/calendars-around";
import { calendarFor } from "@/lib/domain/calendar/working-days";
import { isPayoutState, type PayoutState } from "@/lib/domain/payout/lifecycle";
import { nextOccurrences, type Occurrence, SchedulePlan, sayPlan } from "@/lib/domain/schedule/plan";
import { type ScheduleState, scheduleStateOf } from "@/lib/domain/schedule/state";

export type PastDay = {
  readonly day: Day;
  readonly sendDay: Day | null;
  readonly outcome: string;
  readonly sentence: string | null;
  readonly payout: { readonly number: string; readonly state: PayoutState } | null;
};

export type ScheduleView = {
  readonly id: string;
  readonly state: ScheduleState;
  readonly stateAt: Date;
  readonly stateByName: string | null;
  readonly amount: Money;
  readonly receiver: { readonly id: string; readonly name: string };
  readonly accountMasked: string;
  readonly connectionName: string;
  readonly reference: string;
  readonly statementText: string | null;
  readonly said: string;
  readonly leadDays: number;
  readonly next: readonly Occurrence[];
  readonly today: Day;
  /** Newest first. */
  readonly past: readonly PastDay[];
  readonly versions: readonly {
    readonly version: number;
    readonly said: string;
    readonly amount: Money;
    readonly byName: string;
    readonly at: Date;
  }[];
  readonly mayChange: boolean;
};

const SHOWN_NEXT = 6;
const SHOWN_PAST = 60;

/** One schedule: what it pays, when next, and what became of each of its days. Null for none and for another merchant's. */
export async function readSchedule(actor: Actor, scheduleId: string): Promise<ScheduleView | null> {
  const { merchantId } = actor;
  const schedule = await db().schedule.findFirst({
    where: { id: scheduleId, merchantId },
    include: {
      merchant: { select: { timeZone: true } },
      versions: { orderBy: { version: "desc" }, include: { connection: { select: { name: true } } } },
      occurrences: { orderBy: { day: "desc" }, take: SHOWN_PAST, include: { payout: { select: { number: true, state: true } } } },
    },
  });
  const written = schedule?.versions[0];
  if (!schedule || !written) return null;
  const plan = SchedulePlan.parse(written.plan);
  const amount = moneyOf(written.amountMinor, written.currency);
  const today = dayOf(currentTime(), schedule.merchant.timeZone);
  const calendar = calendarFor(amount.currency, calendarsAround(today));
  return {
    today,
    ...{ id: schedule.id, state: scheduleStateOf(schedule.state), stateAt: schedule.stateAt, stateByName: schedule.stateByName, amount },
    receiver: { id: written.receiverId, name: written.receiverName },
    ...{ accountMasked: written.accountMasked, connectionName: written.connection.name },
    ...{ reference: written.reference, statementText: written.statementText, said: sayPlan(plan), leadDays: plan.leadDays },
    next: schedule.state === "ended" ? [] : nextOccurrences(plan, calendar, { after: schedule.lastDay, most: SHOWN_NEXT }),
    past: schedule.occurrences.map(({ day, sendDay, outcome, sentence, payout }) => ({
      ...{ day, sendDay, outcome, sentence },
      payout: payout && isPayoutState(payout.state) ? { number: payout.number, state: payout.state } : null,
    })),
    versions: schedule.versions.map((one) => ({
      ...{ version: one.version, said: sayPlan(SchedulePlan.parse(one.plan)), amount: moneyOf(one.amountMinor, one.currency) },
      ...{ byName: one.madeByName, at: one.at },
    })),
    mayChange: schedule.state !== "ended" && may(actor, "payout.create"),
  };
}
