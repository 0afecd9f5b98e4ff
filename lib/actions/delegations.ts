"use server";

import { revalidatePath } from "next/cache";
import { EndDelegation, GiveDelegation } from "@/lib/domain/approval/delegation";
import { endDelegation } from "@/lib/operations/delegations/end-delegation";
import { giveDelegation } from "@/lib/operations/delegations/give-delegation";
import { type ActionAnswer, answerAs } from "./answer";

export async function giveDelegationAction(input: unknown): Promise<ActionAnswer<{ delegationId: string }>> {
  return refreshed(await answerAs("payout.approve", GiveDelegation, input, giveDelegation));
}

export async function endDelegationAction(input: unknown): Promise<ActionAnswer<{ delegationId: string }>> {
  return refreshed(await answerAs("approval.view", EndDelegation, input, endDelegation));
}

/** Whose turn it is changes wherever payouts wait. */
function refreshed<T>(answer: ActionAnswer<T>): ActionAnswer<T> {
  if (answer.ok) revalidatePath("/", "layout");
  return answer;
}
