"use server";

import { revalidatePath } from "next/cache";
import { ApprovePayout, ApproveSeveral, RejectPayout, SignUnit, TakeOut, UndoSignature } from "@/lib/domain/approval/schema";
import { NoteOnPayout, PayoutRef } from "@/lib/domain/payout/schema";
import { approvePayout, type Decided } from "@/lib/operations/approvals/approve-payout";
import { approveSeveral, type SeveralApproved } from "@/lib/operations/approvals/approve-several";
import { rejectPayout } from "@/lib/operations/approvals/reject-payout";
import { type SignedUnit, signUnit, takeOut } from "@/lib/operations/approvals/sign-unit";
import { undoDecision } from "@/lib/operations/approvals/undo-decision";
import { type UndoneSignature, undoSignature } from "@/lib/operations/approvals/undo-signature";
import { askMaker } from "@/lib/operations/payouts/note-on-payout";
import { type ActionAnswer, answerAs } from "./answer";

export async function approvePayoutAction(input: unknown): Promise<ActionAnswer<Decided>> {
  const answer = await answerAs("payout.approve", ApprovePayout, input, approvePayout);
  if (answer.ok) revalidatePath("/", "layout");
  return answer;
}

export async function approveSeveralAction(input: unknown): Promise<ActionAnswer<SeveralApproved>> {
  const answer = await answerAs("payout.approve", ApproveSeveral, input, approveSeveral);
  if (answer.ok) revalidatePath("/", "layout");
  return answer;
}

export async function rejectPayoutAction(input: unknown): Promise<ActionAnswer<Decided>> {
  const answer = await answerAs("payout.approve", RejectPayout, input, rejectPayout);
  if (answer.ok) revalidatePath("/", "layout");
  return answer;
}

export async function undoDecisionAction(input: unknown): Promise<ActionAnswer<Decided>> {
  const answer = await answerAs("payout.approve", PayoutRef, input, undoDecision);
  if (answer.ok) revalidatePath("/", "layout");
  return answer;
}

export async function signUnitAction(input: unknown): Promise<ActionAnswer<SignedUnit>> {
  const answer = await answerAs("payout.approve", SignUnit, input, (actor, valid) => signUnit(actor, valid));
  if (answer.ok) revalidatePath("/", "layout");
  return answer;
}

export async function takeOutAction(input: unknown): Promise<ActionAnswer<SignedUnit>> {
  const answer = await answerAs("payout.approve", TakeOut, input, takeOut);
  if (answer.ok) revalidatePath("/", "layout");
  return answer;
}

export async function undoSignatureAction(input: unknown): Promise<ActionAnswer<UndoneSignature>> {
  const answer = await answerAs("payout.approve", UndoSignature, input, undoSignature);
  if (answer.ok) revalidatePath("/", "layout");
  return answer;
}

export async function askMakerAction(input: unknown): Promise<ActionAnswer<{ noteId: string }>> {
  return answerAs("payout.approve", NoteOnPayout, input, askMaker);
}
