"use server";

import { revalidatePath } from "next/cache";
import { ExplainFreeze, FreezeRef, SetFreeze } from "@/lib/domain/freeze/schema";
import { askLift } from "@/lib/operations/freezes/ask-lift";
import { confirmLift } from "@/lib/operations/freezes/confirm-lift";
import { explainFreeze } from "@/lib/operations/freezes/explain-freeze";
import { type Frozen, setFreeze } from "@/lib/operations/freezes/set-freeze";
import { type ActionAnswer, answerAs } from "./answer";

export async function setFreezeAction(input: unknown): Promise<ActionAnswer<Frozen>> {
  const answer = await answerAs("freeze.set", SetFreeze, input, setFreeze);
  if (answer.ok) revalidatePath("/", "layout");
  return answer;
}

export async function explainFreezeAction(input: unknown): Promise<ActionAnswer<{ freezeId: string }>> {
  const answer = await answerAs("freeze.set", ExplainFreeze, input, explainFreeze);
  if (answer.ok) revalidatePath("/", "layout");
  return answer;
}

export async function askLiftAction(input: unknown): Promise<ActionAnswer<{ freezeId: string }>> {
  const answer = await answerAs("freeze.lift", FreezeRef, input, askLift);
  // A refusal most often means that somebody else was faster: what is on screen is old either way.
  revalidatePath("/", "layout");
  return answer;
}

export async function confirmLiftAction(input: unknown): Promise<ActionAnswer<{ freezeId: string }>> {
  const answer = await answerAs("freeze.lift", FreezeRef, input, confirmLift);
  revalidatePath("/", "layout");
  return answer;
}
