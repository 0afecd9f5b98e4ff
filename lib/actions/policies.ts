"use server";

import { revalidatePath } from "next/cache";
import { DecideChange } from "@/lib/domain/access/change";
import { DecidePolicy, DiscardPolicy, DraftPolicy, EditPolicy, ProposePolicy, SetRate } from "@/lib/domain/approval/policy-deeds";
import type { DecidedChange } from "@/lib/operations/changes/decide-access-change";
import { decidePolicy } from "@/lib/operations/policies/decide-policy";
import { decideRateChange } from "@/lib/operations/policies/decide-rate-change";
import { discardPolicy } from "@/lib/operations/policies/discard-policy";
import { type Drafted, draftPolicy } from "@/lib/operations/policies/draft-policy";
import { type Edited, editPolicy } from "@/lib/operations/policies/edit-policy";
import { proposePolicy } from "@/lib/operations/policies/propose-policy";
import { type SaidRate, setRate } from "@/lib/operations/policies/set-rate";
import { type ActionAnswer, answerAs } from "./answer";

export async function draftPolicyAction(input: unknown): Promise<ActionAnswer<Drafted>> {
  return refreshed(await answerAs("policy.manage", DraftPolicy, input, draftPolicy));
}

export async function editPolicyAction(input: unknown): Promise<ActionAnswer<Edited>> {
  return refreshed(await answerAs("policy.manage", EditPolicy, input, editPolicy));
}

export async function proposePolicyAction(input: unknown): Promise<ActionAnswer<Drafted>> {
  return refreshed(await answerAs("policy.manage", ProposePolicy, input, proposePolicy));
}

export async function decidePolicyAction(input: unknown): Promise<ActionAnswer<Drafted>> {
  return refreshed(await answerAs("policy.manage", DecidePolicy, input, decidePolicy));
}

export async function discardPolicyAction(input: unknown): Promise<ActionAnswer<Drafted>> {
  return refreshed(await answerAs("policy.manage", DiscardPolicy, input, discardPolicy));
}

export async function setRateAction(input: unknown): Promise<ActionAnswer<SaidRate>> {
  return refreshed(await answerAs("policy.manage", SetRate, input, setRate));
}

export async function decideRateChangeAction(input: unknown): Promise<ActionAnswer<DecidedChange>> {
  return refreshed(await answerAs("policy.manage", DecideChange, input, decideRateChange));
}

/** What holds is shown wherever payouts are made and decided on. */
function refreshed<T>(answer: ActionAnswer<T>): ActionAnswer<T> {
  if (answer.ok) revalidatePath("/", "layout");
  return answer;
}
