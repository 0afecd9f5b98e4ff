import * as z from "zod";
import type { Day } from "@/lib/base/day";
import { failed, ok, type Result } from "@/lib/base/result";
import { CLOSED_DAY_RULES } from "@/lib/domain/calendar/working-days";
import { SchedulePlan } from "./plan";

/** A plan as it is being typed: what a form keeps, leniently, since an older page may have kept it. */
export const RepeatDraft = z.object({
  unit: z.enum(["week", "month"]).catch("month"),
  every: z.string().catch("1"),
  weekday: z.string().catch("1"),
  /** 1 to 31, where 31 is the last; or the last working day. */
  monthDay: z.string().catch("1"),
  startDay: z.string().catch(""),
  endKind: z.enum(["never", "on", "after"]).catch("never"),
  endDay: z.string().catch(""),
  times: z.string().catch("12"),
  onClosedDay: z.enum(CLOSED_DAY_RULES).catch("after"),
  leadDays: z.string().catch("3"),
});
export type RepeatDraft = z.infer<typeof RepeatDraft>;

export const LAST_WORKING_DAY = "lastWorking";

/** The plan that was typed, or what of it has to change first. */
export function judgeRepeat(draft: RepeatDraft, today: Day): Result<SchedulePlan, string> {
  const { unit, endKind, monthDay, onClosedDay } = draft;
  const isLastWorking = unit === "month" && monthDay === LAST_WORKING_DAY;
  const parsed = SchedulePlan.safeParse({
    rule:
      unit === "week"
        ? { unit, every: Number(draft.every), weekday: Number(draft.weekday) }
        : { unit, every: Number(draft.every), day: isLastWorking ? 31 : Number(monthDay) },
    onClosedDay: isLastWorking ? "before" : onClosedDay,
    leadDays: draft.leadDays.trim() === "" ? Number.NaN : Number(draft.leadDays),
    startDay: draft.startDay,
    end:
      endKind === "on"
        ? { kind: endKind, day: draft.endDay }
        : endKind === "after"
          ? { kind: endKind, times: Number(draft.times) }
          : { kind: endKind },
  });
  if (!parsed.success) return failed(WRONG[String(parsed.error.issues[0]?.path[0])] ?? "Something in the rule needs changing.");
  const plan = parsed.data;
  if (plan.startDay < today) return failed("The first day has passed.");
  if (plan.end.kind === "on" && plan.end.day < plan.startDay) return failed("It ends before it begins.");
  return ok(plan);
}

const WRONG: Readonly<Record<string, string>> = {
  rule: "Say how often: every 1 to 26 weeks, or every 1 to 12 months.",
  leadDays: "Say how many working days before its day each payout is made: 0 to 20.",
  startDay: "Say from which day on.",
  end: "Say until which day, or how many times.",
};

export function repeatDraftOf({ rule, onClosedDay, leadDays, startDay, end }: SchedulePlan): RepeatDraft {
  const isLastWorking = rule.unit === "month" && rule.day === 31 && onClosedDay === "before";
  return {
    ...RepeatDraft.parse({}),
    ...{ unit: rule.unit, every: String(rule.every), onClosedDay, leadDays: String(leadDays), startDay },
    ...(rule.unit === "week" ? { weekday: String(rule.weekday) } : { monthDay: isLastWorking ? LAST_WORKING_DAY : String(rule.day) }),
    ...{ endKind: end.kind, endDay: end.kind === "on" ? end.day : "", times: end.kind === "after" ? String(end.times) : "12" },
  };
}
