"use server";

import { revalidatePath } from "next/cache";
import { BatchRef, ChangeRows, DropRows, FixAlike, GiveReason, MapColumns, ReopenRows, SubmitBatch } from "@/lib/domain/batch/schema";
import type { ChangedBatch } from "@/lib/operations/batches/change-batch";
import { changeRows, fixAlike } from "@/lib/operations/batches/change-rows";
import { continueBatch } from "@/lib/operations/batches/continue-batch";
import { dropRows } from "@/lib/operations/batches/drop-rows";
import { giveReason } from "@/lib/operations/batches/give-reason";
import { mapColumns } from "@/lib/operations/batches/map-columns";
import { reopenRows } from "@/lib/operations/batches/reopen-rows";
import { type SubmittedBatch, submitBatch } from "@/lib/operations/batches/submit-batch";
import { type ActionAnswer, answerAs } from "./answer";

// The rows are read by the page itself, live; only what the server draws is drawn again.

export async function changeRowsAction(input: unknown): Promise<ActionAnswer<ChangedBatch>> {
  return answerAs("batch.create", ChangeRows, input, changeRows);
}

export async function fixAlikeAction(input: unknown): Promise<ActionAnswer<ChangedBatch>> {
  return answerAs("batch.create", FixAlike, input, fixAlike);
}

export async function dropRowsAction(input: unknown): Promise<ActionAnswer<ChangedBatch>> {
  return answerAs("batch.create", DropRows, input, dropRows);
}

export async function giveReasonAction(input: unknown): Promise<ActionAnswer<ChangedBatch>> {
  return answerAs("batch.create", GiveReason, input, giveReason);
}

export async function mapColumnsAction(input: unknown): Promise<ActionAnswer<ChangedBatch>> {
  return answerAs("batch.create", MapColumns, input, mapColumns);
}

export async function submitBatchAction(input: unknown): Promise<ActionAnswer<SubmittedBatch>> {
  const answer = await answerAs("batch.create", SubmitBatch, input, submitBatch);
  if (answer.ok) revalidatePath("/batches", "layout");
  return answer;
}

export async function continueBatchAction(input: unknown): Promise<ActionAnswer<ChangedBatch>> {
  return answerAs("batch.create", BatchRef, input, continueBatch);
}

export async function reopenRowsAction(input: unknown): Promise<ActionAnswer<ChangedBatch>> {
  return answerAs("batch.create", ReopenRows, input, reopenRows);
}
