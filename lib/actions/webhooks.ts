"use server";

import { revalidatePath } from "next/cache";
import { DeliveryRef } from "@/lib/domain/webhook/schema";
import { replayDelivery } from "@/lib/operations/webhooks/replay-delivery";
import { type ActionAnswer, answerAs } from "./answer";

export async function replayDeliveryAction(input: unknown): Promise<ActionAnswer<{ deliveryId: string }>> {
  const answer = await answerAs("delivery.replay", DeliveryRef, input, replayDelivery);
  if (answer.ok) revalidatePath("/operations", "layout");
  return answer;
}
