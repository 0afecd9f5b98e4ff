"use server";

import { revalidatePath } from "next/cache";
import { CheckPayee, TakeSuggestedName } from "@/lib/domain/account/payee-check";
import { ConfirmAccount, ProposeAccount, RejectAccount } from "@/lib/domain/account/proposal";
import { type CheckedPayee, checkPayee, takeSuggestedName } from "@/lib/operations/receivers/check-payee";
import { confirmAccount, type DecidedAccount, rejectAccount } from "@/lib/operations/receivers/decide-account";
import { type ProposedAccount, proposeAccount } from "@/lib/operations/receivers/propose-account";
import { type ActionAnswer, answerAs } from "./answer";

export async function proposeAccountAction(input: unknown): Promise<ActionAnswer<ProposedAccount>> {
  const answer = await answerAs("receiver.create", ProposeAccount, input, proposeAccount);
  if (answer.ok) revalidatePath("/receivers", "layout");
  return answer;
}

export async function confirmAccountAction(input: unknown): Promise<ActionAnswer<DecidedAccount>> {
  const answer = await answerAs("account.confirm", ConfirmAccount, input, confirmAccount);
  if (answer.ok) revalidatePath("/", "layout");
  return answer;
}

export async function rejectAccountAction(input: unknown): Promise<ActionAnswer<DecidedAccount>> {
  const answer = await answerAs("account.confirm", RejectAccount, input, rejectAccount);
  if (answer.ok) revalidatePath("/", "layout");
  return answer;
}

export async function checkPayeeAction(input: unknown): Promise<ActionAnswer<CheckedPayee>> {
  const answer = await answerAs("account.check", CheckPayee, input, checkPayee);
  if (answer.ok) revalidatePath("/receivers", "layout");
  return answer;
}

export async function takeSuggestedNameAction(input: unknown): Promise<ActionAnswer<ProposedAccount>> {
  const answer = await answerAs("receiver.create", TakeSuggestedName, input, takeSuggestedName);
  if (answer.ok) revalidatePath("/receivers", "layout");
  return answer;
}
