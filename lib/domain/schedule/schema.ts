import * as z from "zod";
import { AmountMinor, type CreatePayout, CurrencyCode, Reference, StatementText } from "@/lib/domain/payout/schema";
import { SchedulePlan } from "./plan";

/** How much of a reference is one's own: each occurrence has its day after it, so that it is found by itself. */
const MOST_REFERENCE = 85;

/** What is paid each time: open loop, to an account on file as it stands when the schedule is written. */
const ScheduledPayout = z.object({
  connection: z.string().min(1, "Choose where the money leaves from."),
  amountMinor: AmountMinor,
  currency: CurrencyCode,
  receiverAccountId: z.string().min(1, "Choose the account."),
  reference: Reference.max(MOST_REFERENCE, `At most ${MOST_REFERENCE} characters: the day of each payout is added.`),
  statementText: StatementText.optional(),
});
export type ScheduledPayout = z.infer<typeof ScheduledPayout>;

export const CreateSchedule = z.object({
  /** One for each intention: pressed twice it is the same schedule. */
  submissionKey: z.uuid(),
  payout: ScheduledPayout,
  plan: SchedulePlan,
});
export type CreateSchedule = z.infer<typeof CreateSchedule>;

export const ScheduleRef = z.object({ scheduleId: z.string().min(1) });
export type ScheduleRef = z.infer<typeof ScheduleRef>;

/** `version`: the one that was on the screen. */
export const EditSchedule = ScheduleRef.extend({ version: z.int().positive(), payout: ScheduledPayout, plan: SchedulePlan });
export type EditSchedule = z.infer<typeof EditSchedule>;

/** As one payout: what it pays is judged by the same questions. */
export function asOrder({ receiverAccountId, ...payout }: ScheduledPayout): CreatePayout {
  return { ...payout, to: { type: "receiverAccount", receiverAccountId } };
}

/** The reference of one occurrence. */
export function referenceOn(reference: string, day: string): string {
  return `${reference} ${day}`;
}
