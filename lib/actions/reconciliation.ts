"use server";

import { revalidatePath } from "next/cache";
import { ConnectionRef, ExplainFinding } from "@/lib/domain/reconciliation/schema";
import { askReconciliation } from "@/lib/operations/reconciliation/ask-reconciliation";
import { explainFinding } from "@/lib/operations/reconciliation/explain-finding";
import { type ActionAnswer, answerAs } from "./answer";

export async function askReconciliationAction(input: unknown): Promise<ActionAnswer<{ runId: string }>> {
  const answer = await answerAs("reconciliation.run", ConnectionRef, input, askReconciliation);
  if (answer.ok) revalidatePath("/operations/reconciliation");
  return answer;
}

export async function explainFindingAction(input: unknown): Promise<ActionAnswer<{ findingId: string }>> {
  const answer = await answerAs("reconciliation.explain", ExplainFinding, input, explainFinding);
  // A refusal most often means that a new run has seen something else: what is on screen is old either way.
  revalidatePath("/", "layout");
  return answer;
}
