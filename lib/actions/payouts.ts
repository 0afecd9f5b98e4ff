"use server";

import { revalidatePath } from "next/cache";
import {
  AttachProviderPayout,
  CancelPayout,
  DecideResend,
  MendPayout,
  NoteOnPayout,
  PayoutRef,
  ResolveContradiction,
  SubmitPayouts,
} from "@/lib/domain/payout/schema";
import { askResend } from "@/lib/operations/payouts/ask-resend";
import { attachProviderPayout } from "@/lib/operations/payouts/attach-provider-payout";
import { cancelPayout } from "@/lib/operations/payouts/cancel-payout";
import { decideResend } from "@/lib/operations/payouts/decide-resend";
import { type Mended, mendPayout } from "@/lib/operations/payouts/mend-payout";
import { answerChecker } from "@/lib/operations/payouts/note-on-payout";
import { requestLookUp } from "@/lib/operations/payouts/request-look-up";
import { resolveContradiction } from "@/lib/operations/payouts/resolve-contradiction";
import { revealReceiverLink } from "@/lib/operations/payouts/reveal-receiver-link";
import { type SubmittedSet, submitPayouts } from "@/lib/operations/payouts/submit-payouts";
import { type ActionAnswer, answerAs } from "./answer";

export async function submitPayoutsAction(input: unknown): Promise<ActionAnswer<SubmittedSet>> {
  const answer = await answerAs("payout.create", SubmitPayouts, input, (actor, set) => submitPayouts(actor, { ...set, source: "screen" }));
  if (answer.ok) revalidateLists();
  return answer;
}

export async function mendPayoutAction(input: unknown): Promise<ActionAnswer<Mended>> {
  const answer = await answerAs("payout.create", MendPayout, input, mendPayout);
  if (answer.ok) revalidateLists();
  return answer;
}

export async function answerCheckerAction(input: unknown): Promise<ActionAnswer<{ noteId: string }>> {
  return answerAs("payout.create", NoteOnPayout, input, answerChecker);
}

export async function cancelPayoutAction(input: unknown): Promise<ActionAnswer<{ payoutId: string }>> {
  const answer = await answerAs("payout.cancel", CancelPayout, input, cancelPayout);
  if (answer.ok) revalidateLists();
  return answer;
}

export async function requestLookUpAction(input: unknown): Promise<ActionAnswer<{ payoutId: string }>> {
  return answerAs("payout.lookUp", PayoutRef, input, requestLookUp);
}

export async function askResendAction(input: unknown): Promise<ActionAnswer<{ payoutId: string }>> {
  return answerAs("payout.resolve", PayoutRef, input, askResend);
}

export async function decideResendAction(input: unknown): Promise<ActionAnswer<{ payoutId: string }>> {
  return answerAs("payout.resolve", DecideResend, input, decideResend);
}

export async function attachProviderPayoutAction(input: unknown): Promise<ActionAnswer<{ payoutId: string }>> {
  return answerAs("payout.resolve", AttachProviderPayout, input, attachProviderPayout);
}

export async function revealReceiverLinkAction(input: unknown): Promise<ActionAnswer<{ link: string }>> {
  return answerAs("receiver.reveal", PayoutRef, input, revealReceiverLink);
}

export async function resolveContradictionAction(input: unknown): Promise<ActionAnswer<{ payoutId: string }>> {
  return answerAs("payout.resolve", ResolveContradiction, input, resolveContradiction);
}

/** The numbers in the frame and the lists behind it; the payout's own page is live by itself. */
function revalidateLists() {
  revalidatePath("/", "layout");
}
