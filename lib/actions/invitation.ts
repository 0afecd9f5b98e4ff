"use server";

import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { actorOfSession, getSession } from "@/lib/auth/actor";
import { ipAddressOf } from "@/lib/auth/ip-address";
import { denial } from "@/lib/domain/access/denial";
import { AcceptInvitation } from "@/lib/domain/access/invitation";
import { HOME_PATH } from "@/lib/domain/access/return-path";
import { acceptInvitation } from "@/lib/operations/people/accept-invitation";
import { joinByInvitation } from "@/lib/operations/people/join-by-invitation";
import { switchMerchant } from "@/lib/operations/sessions/switch-merchant";
import { type ActionAnswer, toAnswer, withInput } from "./answer";

/** The page of the link: nobody is signed in here, so the link alone decides. */
export async function acceptInvitationAction(token: unknown, input: unknown): Promise<ActionAnswer<{ email: string }>> {
  const ipAddress = ipAddressOf(await headers());
  return withInput(AcceptInvitation, input, (typed) => acceptInvitation({ ...typed, token: linkOf(token), ipAddress }));
}

/** Somebody who is signed in joins another merchant, and goes on there. */
export async function joinByInvitationAction(token: unknown): Promise<ActionAnswer<never>> {
  const session = await getSession();
  if (!session) return { ok: false, denial: denial("unauthenticated") };
  const actor = actorOfSession(session);
  const joined = await joinByInvitation(actor, { token: linkOf(token), ipAddress: ipAddressOf(await headers()) });
  if (!joined.ok) return toAnswer(joined);
  await switchMerchant(actor, { sessionId: session.sessionId, merchantId: joined.value.merchantId });
  redirect(HOME_PATH);
}

function linkOf(token: unknown): string {
  return typeof token === "string" ? token.slice(0, 200) : "";
}
