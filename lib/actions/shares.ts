"use server";

import { SharePayout, ShareRef } from "@/lib/domain/share/schema";
import { endShare } from "@/lib/operations/shares/end-share";
import { type SharedPayout, sharePayout } from "@/lib/operations/shares/share-payout";
import { type ActionAnswer, answerAs } from "./answer";

export async function sharePayoutAction(input: unknown): Promise<ActionAnswer<SharedPayout>> {
  return answerAs("payout.share", SharePayout, input, sharePayout);
}

export async function endShareAction(input: unknown): Promise<ActionAnswer<{ shareId: string }>> {
  return answerAs("payout.share", ShareRef, input, endShare);
}
