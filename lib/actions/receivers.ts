"use server";

import { revalidatePath } from "next/cache";
import type { AccountAddress } from "@/lib/domain/account/address";
import { CreateReceiver, RevealAccount } from "@/lib/domain/receiver/schema";
import { type CreatedReceiver, createReceiver } from "@/lib/operations/receivers/create-receiver";
import { revealAccount } from "@/lib/operations/receivers/reveal-account";
import { type ActionAnswer, answerAs } from "./answer";

export async function createReceiverAction(input: unknown): Promise<ActionAnswer<CreatedReceiver>> {
  const answer = await answerAs("receiver.create", CreateReceiver, input, createReceiver);
  if (answer.ok) revalidatePath("/receivers");
  return answer;
}

/** Hands a full account number to someone who said why; it is not kept anywhere on the way. */
export async function revealAccountAction(input: unknown): Promise<ActionAnswer<AccountAddress>> {
  return answerAs("receiver.reveal", RevealAccount, input, revealAccount);
}
