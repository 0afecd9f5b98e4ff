"use server";

import { revalidatePath } from "next/cache";
import type { AccountAddress } from "@/lib/domain/account/address";
import { EnrolmentRef } from "@/lib/domain/enrolment/schema";
import { AskReceiver, RevokeAsk } from "@/lib/domain/receiver/ask";
import { CloseReceiver, CreateReceiver, MergeReceivers, NoteOnReceiver, RevealAccount, UpdateReceiver } from "@/lib/domain/receiver/schema";
import { askEnrolmentAgain } from "@/lib/operations/enrolments/ask-enrolment-again";
import { type Asked, askReceiver } from "@/lib/operations/receivers/ask-receiver";
import { closeReceiver } from "@/lib/operations/receivers/close-receiver";
import { type CreatedReceiver, createReceiver } from "@/lib/operations/receivers/create-receiver";
import { mergeReceivers } from "@/lib/operations/receivers/merge-receivers";
import { noteOnReceiver } from "@/lib/operations/receivers/note-on-receiver";
import { reopenReceiver } from "@/lib/operations/receivers/reopen-receiver";
import { revealAccount } from "@/lib/operations/receivers/reveal-account";
import { revokeAsk } from "@/lib/operations/receivers/revoke-ask";
import { updateReceiver } from "@/lib/operations/receivers/update-receiver";
import { type ActionAnswer, answerAs } from "./answer";

export async function createReceiverAction(input: unknown): Promise<ActionAnswer<CreatedReceiver>> {
  const answer = await answerAs("receiver.create", CreateReceiver, input, createReceiver);
  if (answer.ok) revalidatePath("/receivers");
  return answer;
}

export async function updateReceiverAction(input: unknown): Promise<ActionAnswer<{ receiverId: string }>> {
  const answer = await answerAs("receiver.create", UpdateReceiver, input, updateReceiver);
  if (answer.ok) revalidatePath("/receivers", "layout");
  return answer;
}

export async function closeReceiverAction(input: unknown): Promise<ActionAnswer<{ receiverId: string }>> {
  const answer = await answerAs("receiver.create", CloseReceiver, input, closeReceiver);
  if (answer.ok) revalidatePath("/receivers", "layout");
  return answer;
}

export async function reopenReceiverAction(input: unknown): Promise<ActionAnswer<{ receiverId: string }>> {
  const answer = await answerAs("receiver.create", CloseReceiver, input, reopenReceiver);
  if (answer.ok) revalidatePath("/receivers", "layout");
  return answer;
}

export async function mergeReceiversAction(input: unknown): Promise<ActionAnswer<{ receiverId: string }>> {
  const answer = await answerAs("receiver.create", MergeReceivers, input, mergeReceivers);
  if (answer.ok) revalidatePath("/receivers", "layout");
  return answer;
}

/** Answers with the link's token, which is shown once and kept nowhere. */
export async function askReceiverAction(input: unknown): Promise<ActionAnswer<Asked>> {
  const answer = await answerAs("receiver.create", AskReceiver, input, askReceiver);
  if (answer.ok) revalidatePath("/receivers", "layout");
  return answer;
}

export async function revokeAskAction(input: unknown): Promise<ActionAnswer<{ askId: string }>> {
  const answer = await answerAs("receiver.create", RevokeAsk, input, revokeAsk);
  if (answer.ok) revalidatePath("/receivers", "layout");
  return answer;
}

export async function noteOnReceiverAction(input: unknown): Promise<ActionAnswer<{ noteId: string }>> {
  const answer = await answerAs("receiver.note", NoteOnReceiver, input, noteOnReceiver);
  if (answer.ok) revalidatePath("/receivers", "layout");
  return answer;
}

export async function askEnrolmentAgainAction(input: unknown): Promise<ActionAnswer<{ enrolmentId: string }>> {
  const answer = await answerAs("receiver.create", EnrolmentRef, input, askEnrolmentAgain);
  if (answer.ok) revalidatePath("/receivers", "layout");
  return answer;
}

/** Hands a full account number to someone who said why; it is not kept anywhere on the way. */
export async function revealAccountAction(input: unknown): Promise<ActionAnswer<AccountAddress>> {
  return answerAs("receiver.reveal", RevealAccount, input, revealAccount);
}
