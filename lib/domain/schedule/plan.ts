import * as z from "zod";
import { addDays, type Day, isDay } from "@/lib/base/day";
import {
  CLOSED_DAY_RULES,
  type ClosedDayRule,
  sayDay,
  shiftDay,
  type WorkingCalendar,
  workingDaysBefore,
} from "@/lib/domain/calendar/working-days";
import { ruleDays, ScheduleRule, sayRule } from "./rule";

const OneDay = z.string().refine(isDay, "Give the day as year, month and day: 2026-12-24.");

/** When a schedule pays: what a form asks for, what a version keeps, and what every answer about dates is reckoned from. */
export const SchedulePlan = z.object({
  rule: ScheduleRule,
  onClosedDay: z.enum(CLOSED_DAY_RULES),
  /** How many working days before its day an occurrence is made, so that there is time to approve it. */
  leadDays: z.int().min(0).max(20, "At most 20 working days before."),
  /** Nothing is due before it. */
  startDay: OneDay,
  end: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("never") }),
    z.object({ kind: z.literal("on"), day: OneDay }),
    z.object({ kind: z.literal("after"), times: z.int().min(1).max(999) }),
  ]),
});
export type SchedulePlan = z.infer<typeof SchedulePlan>;

export type Occurrence = {
  /** By the rule: what tells it from every other of its schedule. */
  readonly day: Day;
  /** On which it goes, by the rule for closed days; null where that says that it does not. */
  readonly sendDay: Day | null;
  /** Where that is another day, or none: why. */
  readonly sentence: string | null;
  /** On which its payout is made and approval asked for. */
  readonly makeDay: Day;
};

/** What is still to come of a plan, after the last day that was dealt with. */
export function* occurrences(plan: SchedulePlan, calendar: WorkingCalendar, after: Day | null = null): Generator<Occurrence, void> {
  let times = 0;
  for (const day of ruleDays(plan.rule, plan.startDay)) {
    times += 1;
    if (plan.end.kind === "on" && day > plan.end.day) return;
    if (plan.end.kind === "after" && times > plan.end.times) return;
    if (after === null || day > after) yield occurrenceOn(day, plan, calendar);
  }
}

function occurrenceOn(day: Day, { onClosedDay, leadDays }: SchedulePlan, calendar: WorkingCalendar): Occurrence {
  const shifted = shiftDay(day, onClosedDay, calendar);
  const sendDay = shifted.kind === "refused" ? null : shifted.day;
  const sentence = shifted.kind === "same" ? null : shifted.sentence;
  return { day, sendDay, sentence, makeDay: workingDaysBefore(sendDay ?? day, leadDays, calendar) };
}

export function nextOccurrences(plan: SchedulePlan, calendar: WorkingCalendar, { after, most }: { after: Day | null; most: number }) {
  const found: Occurrence[] = [];
  for (const one of occurrences(plan, calendar, after)) {
    found.push(one);
    if (found.length >= most) break;
  }
  return found;
}

/** After so many days nobody waits for it any more, and paying it may be wrong: people decide. */
export const LATE_DAYS_AT_MOST = 3;

/** What becomes of an occurrence whose turn it is. `late`: its day is past by so little that it goes as soon as it is approved. */
export type Turn = "notYet" | "make" | "late" | "missed" | "closed";

export function judgeTurn({ sendDay, makeDay }: Occurrence, today: Day): Turn {
  if (makeDay > today) return "notYet";
  if (sendDay === null) return "closed";
  if (sendDay >= today) return "make";
  return addDays(sendDay, LATE_DAYS_AT_MOST) >= today ? "late" : "missed";
}

/** "Every month on its last day, from Friday 1 January 2027 until ..., on the working day before where banks are closed." */
export function sayPlan(plan: SchedulePlan): string {
  const { rule, onClosedDay, startDay, end } = plan;
  const isLastWorking = rule.unit === "month" && rule.day === 31 && onClosedDay === "before";
  const said = isLastWorking ? sayRule(rule).replace("last day", "last working day") : sayRule(rule);
  const until =
    end.kind === "never" ? "" : end.kind === "on" ? ` until ${sayDay(end.day)}` : `, ${end.times === 1 ? "once" : `${end.times} times`}`;
  return `${said.charAt(0).toUpperCase()}${said.slice(1)} from ${sayDay(startDay)}${until}${isLastWorking ? "" : `; ${CLOSED_SAID[onClosedDay]}`}.`;
}

const CLOSED_SAID: Readonly<Record<ClosedDayRule, string>> = {
  after: "where banks are closed, on the working day after",
  before: "where banks are closed, on the working day before",
  refuse: "where banks are closed, not at all",
};
