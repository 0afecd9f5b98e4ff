"use server";

import { revalidatePath } from "next/cache";
import { CancelPayout, PayoutRef, SubmitPayout } from "@/lib/domain/payout/schema";
import { cancelPayout } from "@/lib/operations/payouts/cancel-payout";
import { requestLookUp } from "@/lib/operations/payouts/request-look-up";
import { type SubmittedPayout, submitPayout } from "@/lib/operations/payouts/submit-payout";
import { type ActionAnswer, answerAs } from "./answer";

export async function submitPayoutAction(input: unknown): Promise<ActionAnswer<SubmittedPayout>> {
  const answer = await answerAs("payout.create", SubmitPayout, input, (actor, order) =>
    submitPayout(actor, { ...order, source: "screen" }),
  );
  if (answer.ok) revalidateLists();
  return answer;
}

export async function cancelPayoutAction(input: unknown): Promise<ActionAnswer<{ payoutId: string }>> {
  const answer = await answerAs("payout.cancel", CancelPayout, input, cancelPayout);
  if (answer.ok) revalidateLists();
  return answer;
}

export async function requestLookUpAction(input: unknown): Promise<ActionAnswer<{ payoutId: string }>> {
  return answerAs("payout.lookUp", PayoutRef, input, requestLookUp);
}

/** The numbers in the frame and the lists behind it; the payout's own page is live by itself. */
function revalidateLists() {
  revalidatePath("/", "layout");
}
