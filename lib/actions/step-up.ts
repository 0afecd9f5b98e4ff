"use server";

import { BeginStepUp, StepUp } from "@/lib/domain/access/step-up";
import { beginStepUp } from "@/lib/operations/sessions/begin-step-up";
import type { PasskeyQuestion } from "@/lib/operations/sessions/passkeys";
import { stepUp } from "@/lib/operations/sessions/step-up";
import { type ActionAnswer, answerAsSelf } from "./answer";

/** What a passkey has to sign before `stepUpAction` is asked. */
export async function beginStepUpAction(input: unknown): Promise<ActionAnswer<PasskeyQuestion>> {
  return answerAsSelf(BeginStepUp, input, beginStepUp);
}

export async function stepUpAction(input: unknown): Promise<ActionAnswer<{ stepUpId: string }>> {
  return answerAsSelf(StepUp, input, stepUp);
}
