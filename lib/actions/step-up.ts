"use server";

import { actorOfSession, getSession } from "@/lib/auth/actor";
import { denial } from "@/lib/domain/access/denial";
import { BeginStepUp, StepUp } from "@/lib/domain/access/step-up";
import { beginStepUp } from "@/lib/operations/sessions/begin-step-up";
import type { PasskeyQuestion } from "@/lib/operations/sessions/passkeys";
import { stepUp } from "@/lib/operations/sessions/step-up";
import { type ActionAnswer, withInput } from "./answer";

/** What a passkey has to sign before `stepUpAction` is asked. */
export async function beginStepUpAction(input: unknown): Promise<ActionAnswer<PasskeyQuestion>> {
  const session = await getSession();
  if (!session) return { ok: false, denial: denial("unauthenticated") };
  return withInput(BeginStepUp, input, (valid) => beginStepUp(actorOfSession(session), valid));
}

export async function stepUpAction(input: unknown): Promise<ActionAnswer<{ stepUpId: string }>> {
  const session = await getSession();
  if (!session) return { ok: false, denial: denial("unauthenticated") };
  return withInput(StepUp, input, (valid) => stepUp(actorOfSession(session), valid));
}
