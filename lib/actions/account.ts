"use server";

import { revalidatePath } from "next/cache";
import * as z from "zod";
import { ok } from "@/lib/base/result";
import { ChangePassword } from "@/lib/domain/access/password";
import { AddPasskey, BeginFactor, ConfirmTotp, PasskeyRef, RenamePasskey } from "@/lib/domain/access/second-factor";
import { addPasskey } from "@/lib/operations/factors/add-passkey";
import { beginPasskey, type PasskeyOffer } from "@/lib/operations/factors/begin-passkey";
import { type BegunTotp, beginTotp } from "@/lib/operations/factors/begin-totp";
import { confirmTotp, type SetFactor } from "@/lib/operations/factors/confirm-totp";
import { makeRecoveryCodes } from "@/lib/operations/factors/make-recovery-codes";
import { removePasskey } from "@/lib/operations/factors/remove-passkey";
import { removeTotp } from "@/lib/operations/factors/remove-totp";
import { renamePasskey } from "@/lib/operations/factors/rename-passkey";
import { changePassword } from "@/lib/operations/sessions/change-password";
import { endOtherSessions } from "@/lib/operations/sessions/end-other-sessions";
import { endSession } from "@/lib/operations/sessions/end-session";
import { type ActionAnswer, answerAsSelf } from "./answer";

// What everyone may do with their own ways in. What is shown once travels in the answer and is kept nowhere on the way.

const Nothing = z.undefined();
const SessionRef = z.object({ sessionId: z.string().max(100) });

export async function beginTotpAction(input: unknown): Promise<ActionAnswer<BegunTotp>> {
  return answerAsSelf(BeginFactor, input, beginTotp);
}

export async function confirmTotpAction(input: unknown): Promise<ActionAnswer<SetFactor>> {
  return showAgain(await answerAsSelf(ConfirmTotp, input, confirmTotp));
}

export async function removeTotpAction(): Promise<ActionAnswer<null>> {
  return showAgain(await answerAsSelf(Nothing, undefined, removeTotp));
}

export async function makeRecoveryCodesAction(): Promise<ActionAnswer<SetFactor>> {
  return showAgain(await answerAsSelf(Nothing, undefined, makeRecoveryCodes));
}

export async function beginPasskeyAction(input: unknown): Promise<ActionAnswer<PasskeyOffer>> {
  return answerAsSelf(BeginFactor, input, beginPasskey);
}

export async function addPasskeyAction(input: unknown): Promise<ActionAnswer<SetFactor>> {
  return showAgain(await answerAsSelf(AddPasskey, input, addPasskey));
}

export async function renamePasskeyAction(input: unknown): Promise<ActionAnswer<null>> {
  return showAgain(await answerAsSelf(RenamePasskey, input, renamePasskey));
}

export async function removePasskeyAction(input: unknown): Promise<ActionAnswer<null>> {
  return showAgain(await answerAsSelf(PasskeyRef, input, removePasskey));
}

export async function changePasswordAction(input: unknown): Promise<ActionAnswer<{ ended: number }>> {
  return showAgain(await answerAsSelf(ChangePassword, input, changePassword));
}

export async function endOwnSessionAction(input: unknown): Promise<ActionAnswer<null>> {
  return showAgain(
    await answerAsSelf(SessionRef, input, async (self, { sessionId }) => {
      await endSession(self, { sessionId });
      return ok(null);
    }),
  );
}

export async function endOtherSessionsAction(): Promise<ActionAnswer<{ ended: number }>> {
  return showAgain(await answerAsSelf(Nothing, undefined, endOtherSessions));
}

function showAgain<T>(answer: ActionAnswer<T>): ActionAnswer<T> {
  if (answer.ok) revalidatePath("/account/security");
  return answer;
}
