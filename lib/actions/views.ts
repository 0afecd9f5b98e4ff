"use server";

import { revalidatePath } from "next/cache";
import { ArrangeHistory, ChooseDefaultView, RemoveView, SaveView } from "@/lib/domain/payout/history-layout";
import { arrangeHistory, chooseDefaultView } from "@/lib/operations/views/arrange-history";
import { removeView } from "@/lib/operations/views/remove-view";
import { saveView } from "@/lib/operations/views/save-view";
import { type ActionAnswer, answerAs } from "./answer";

export async function saveViewAction(input: unknown): Promise<ActionAnswer<{ viewId: string }>> {
  const answer = await answerAs("payout.view", SaveView, input, saveView);
  if (answer.ok) revalidatePath("/payouts");
  return answer;
}

export async function removeViewAction(input: unknown): Promise<ActionAnswer<{ viewId: string }>> {
  const answer = await answerAs("payout.view", RemoveView, input, removeView);
  if (answer.ok) revalidatePath("/payouts");
  return answer;
}

export async function chooseDefaultViewAction(input: unknown): Promise<ActionAnswer<null>> {
  const answer = await answerAs("payout.view", ChooseDefaultView, input, chooseDefaultView);
  if (answer.ok) revalidatePath("/payouts");
  return answer;
}

export async function arrangeHistoryAction(input: unknown): Promise<ActionAnswer<null>> {
  return answerAs("payout.view", ArrangeHistory, input, arrangeHistory);
}
