"use server";

import { AskExport } from "@/lib/domain/export/schema";
import { type AskedExport, askExport } from "@/lib/operations/exports/ask-export";
import { type ActionAnswer, answerAs } from "./answer";

export async function askExportAction(input: unknown): Promise<ActionAnswer<AskedExport>> {
  return answerAs("payout.view", AskExport, input, askExport);
}
