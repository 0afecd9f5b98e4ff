"use server";

import { revalidatePath } from "next/cache";
import { AssignPayout, WriteNote } from "@/lib/domain/note/schema";
import { PayoutRef } from "@/lib/domain/payout/schema";
import { seeMentions } from "@/lib/operations/notes/see-mentions";
import { writeNote } from "@/lib/operations/notes/write-note";
import { assignPayout } from "@/lib/operations/payouts/assign-payout";
import { type ActionAnswer, answerAs } from "./answer";

export async function writeNoteAction(input: unknown): Promise<ActionAnswer<{ noteId: string }>> {
  return answerAs("payout.note", WriteNote, input, writeNote);
}

export async function seeMentionsAction(input: unknown): Promise<ActionAnswer<{ seen: number }>> {
  const answer = await answerAs("payout.view", PayoutRef, input, seeMentions);
  if (answer.ok && answer.value.seen > 0) revalidatePath("/");
  return answer;
}

export async function assignPayoutAction(input: unknown): Promise<ActionAnswer<{ assigneeId: string | null }>> {
  const answer = await answerAs("payout.assign", AssignPayout, input, assignPayout);
  if (answer.ok) revalidatePath("/");
  return answer;
}
