"use server";

import { revalidatePath } from "next/cache";
import { ChangeRoleFacts, CreateRole, RoleRef } from "@/lib/domain/access/team-schema";
import { type ChangedRoleFacts, changeRoleFacts } from "@/lib/operations/roles/change-role-facts";
import { createRole } from "@/lib/operations/roles/create-role";
import { deleteRole } from "@/lib/operations/roles/delete-role";
import { type ActionAnswer, answerAs } from "./answer";

export async function createRoleAction(input: unknown): Promise<ActionAnswer<{ role: string }>> {
  return refreshed(await answerAs("team.manage", CreateRole, input, createRole));
}

export async function changeRoleFactsAction(input: unknown): Promise<ActionAnswer<ChangedRoleFacts>> {
  return refreshed(await answerAs("team.manage", ChangeRoleFacts, input, changeRoleFacts));
}

export async function deleteRoleAction(input: unknown): Promise<ActionAnswer<RoleRef>> {
  return refreshed(await answerAs("team.manage", RoleRef, input, deleteRole));
}

function refreshed<T>(answer: ActionAnswer<T>): ActionAnswer<T> {
  if (answer.ok) revalidatePath("/", "layout");
  return answer;
}
