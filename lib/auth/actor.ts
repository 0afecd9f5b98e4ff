import { headers } from "next/headers";
import { forbidden, redirect } from "next/navigation";
import { cache } from "react";
import { failed, ok, type Result } from "@/lib/base/result";
import { type Actor, may } from "@/lib/domain/access/actor";
import { type Denial, denial } from "@/lib/domain/access/denial";
import type { Permission } from "@/lib/domain/access/permissions";
import { signInPath } from "@/lib/domain/access/return-path";
import { type LiveSession, readSession } from "@/lib/queries/read-session";
import { noteRefused } from "./note-refused";
import { PATH_HEADER } from "./path-header";
import { readSessionId } from "./token";

/** A person at a merchant, and how that merchant writes times and numbers. */
export type PersonActor = Extract<Actor, { kind: "person" }> & Pick<LiveSession, "merchant">;

/** The signed-in session behind this request, or null. Read from the database once a request: an ended one is nobody's. */
export const getSession = cache(async (): Promise<LiveSession | null> => {
  const sessionId = await readSessionId();
  return sessionId ? readSession(sessionId) : null;
});

export async function getActor(): Promise<PersonActor | null> {
  const session = await getSession();
  return session && actorOfSession(session);
}

/** For pages: a stranger goes to sign in and comes back here, a role without the permission sees the forbidden face. */
export async function requireActor(permission: Permission): Promise<PersonActor> {
  const actor = actorOfSession(await requireSession());
  if (may(actor, permission)) return actor;
  await noteRefused(actor, permission, denial("forbidden"));
  forbidden();
}

/** For what belongs to everyone who is signed in, such as the frame. */
export async function requireSession(): Promise<LiveSession> {
  const session = await getSession();
  if (!session) redirect(signInPath((await headers()).get(PATH_HEADER) ?? ""));
  return session;
}

/** For actions and routes: the actor, or why not, as a value. */
export async function actorFor(permission: Permission): Promise<Result<PersonActor, Denial>> {
  const actor = await getActor();
  if (!actor) return failed(denial("unauthenticated"));
  if (may(actor, permission)) return ok(actor);
  const refusal = denial("forbidden");
  await noteRefused(actor, permission, refusal);
  return failed(refusal);
}

export function actorOfSession({ personName: name, ...session }: LiveSession): PersonActor {
  const { sessionId, personId, merchantId, merchant, role, roleName, permissions } = session;
  return { kind: "person", personId, name, merchantId, merchant, role, roleName, permissions, sessionId };
}
