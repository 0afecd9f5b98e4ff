"use server";

import { revalidatePath } from "next/cache";
import { CreateSchedule, EditSchedule, ScheduleRef } from "@/lib/domain/schedule/schema";
import { type CreatedSchedule, createSchedule } from "@/lib/operations/schedules/create-schedule";
import { editSchedule } from "@/lib/operations/schedules/edit-schedule";
import { endSchedule, pauseSchedule } from "@/lib/operations/schedules/pause-schedule";
import { resumeSchedule } from "@/lib/operations/schedules/resume-schedule";
import { type ActionAnswer, answerAs } from "./answer";

export async function createScheduleAction(input: unknown): Promise<ActionAnswer<CreatedSchedule>> {
  return refreshed(await answerAs("payout.create", CreateSchedule, input, createSchedule));
}

export async function editScheduleAction(input: unknown): Promise<ActionAnswer<ScheduleRef>> {
  return refreshed(await answerAs("payout.create", EditSchedule, input, editSchedule));
}

export async function pauseScheduleAction(input: unknown): Promise<ActionAnswer<ScheduleRef>> {
  return refreshed(await answerAs("payout.create", ScheduleRef, input, pauseSchedule));
}

export async function resumeScheduleAction(input: unknown): Promise<ActionAnswer<ScheduleRef>> {
  return refreshed(await answerAs("payout.create", ScheduleRef, input, resumeSchedule));
}

export async function endScheduleAction(input: unknown): Promise<ActionAnswer<ScheduleRef>> {
  return refreshed(await answerAs("payout.create", ScheduleRef, input, endSchedule));
}

function refreshed<T>(answer: ActionAnswer<T>): ActionAnswer<T> {
  if (answer.ok) revalidatePath("/payouts/schedules", "layout");
  return answer;
}
