"use server";

import { revalidatePath } from "next/cache";
import { DecideChange } from "@/lib/domain/access/change";
import { ChangeRole, InvitationRef, InvitePerson, PersonRef } from "@/lib/domain/access/team-schema";
import type { DecidedChange } from "@/lib/operations/changes/decide-access-change";
import { resetSecondFactor } from "@/lib/operations/factors/reset-second-factor";
import { type ChangedRole, changeRole } from "@/lib/operations/people/change-role";
import { decideTeamChange } from "@/lib/operations/people/decide-team-change";
import { disablePerson } from "@/lib/operations/people/disable-person";
import { type EnabledPerson, enablePerson } from "@/lib/operations/people/enable-person";
import { type EndedSessions, endSessionsOf } from "@/lib/operations/people/end-sessions-of";
import { type Invited, invitePerson } from "@/lib/operations/people/invite-person";
import { type ResentInvitation, resendInvitation } from "@/lib/operations/people/resend-invitation";
import { revokeInvitation } from "@/lib/operations/people/revoke-invitation";
import { type ActionAnswer, answerAs } from "./answer";

export async function invitePersonAction(input: unknown): Promise<ActionAnswer<Invited>> {
  return refreshed(await answerAs("team.manage", InvitePerson, input, invitePerson));
}

export async function resendInvitationAction(input: unknown): Promise<ActionAnswer<ResentInvitation>> {
  return refreshed(await answerAs("team.manage", InvitationRef, input, resendInvitation));
}

export async function revokeInvitationAction(input: unknown): Promise<ActionAnswer<InvitationRef>> {
  return refreshed(await answerAs("team.manage", InvitationRef, input, revokeInvitation));
}

export async function changeRoleAction(input: unknown): Promise<ActionAnswer<ChangedRole>> {
  return refreshed(await answerAs("team.manage", ChangeRole, input, changeRole));
}

export async function disablePersonAction(input: unknown): Promise<ActionAnswer<PersonRef>> {
  return refreshed(await answerAs("team.manage", PersonRef, input, disablePerson));
}

export async function enablePersonAction(input: unknown): Promise<ActionAnswer<EnabledPerson>> {
  return refreshed(await answerAs("team.manage", PersonRef, input, enablePerson));
}

export async function endSessionsOfAction(input: unknown): Promise<ActionAnswer<EndedSessions>> {
  return refreshed(await answerAs("team.manage", PersonRef, input, endSessionsOf));
}

export async function resetSecondFactorAction(input: unknown): Promise<ActionAnswer<PersonRef>> {
  return refreshed(await answerAs("team.manage", PersonRef, input, resetSecondFactor));
}

export async function decideTeamChangeAction(input: unknown): Promise<ActionAnswer<DecidedChange>> {
  return refreshed(await answerAs("team.manage", DecideChange, input, decideTeamChange));
}

/** Who may do what shows in the rail, the overview and on every page of the settings. */
function refreshed<T>(answer: ActionAnswer<T>): ActionAnswer<T> {
  if (answer.ok) revalidatePath("/", "layout");
  return answer;
}
