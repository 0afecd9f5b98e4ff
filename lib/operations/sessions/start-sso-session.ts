import { currentTime } from "@/lib/base/clock";
import { newId } from "@/lib/base/id";
import { failed, ok, type Result } from "@/lib/base/result";
import { writeAudit } from "@/lib/db/audit";
import { db, type Tx } from "@/lib/db/client";
import { inTransaction } from "@/lib/db/transaction";
import { type Denial, denial } from "@/lib/domain/access/denial";
import { type MappedRole, mapRoles, type SsoClaims } from "@/lib/domain/access/sso";
import type { Env } from "@/lib/env";
import { endSessions } from "./end-session";
import { findSigner, type Signer } from "./find-signer";
import { noteRefusal } from "./note-refusal";
import { type Browser, openSession, type StartedSession } from "./open-session";

export type StartSsoSession = { readonly sso: NonNullable<Env["sso"]>; readonly claims: SsoClaims; readonly browser: Browser };

/**
 * Signs in by the word of the company's own provider, whose token was checked at the door. It lets in people who are here already and
 * nobody else: it makes no one, enables no one, and gives roles only as the map says. Whoever it lets in was asked for their second
 * factor there.
 */
export async function startSsoSession({ sso, claims, browser }: StartSsoSession): Promise<Result<StartedSession, Denial>> {
  const known = await findBySubject(sso.issuer, claims.sub);
  const found = known ? ok(known) : await findByAddress(sso.issuer, claims);
  if (!found.ok) return found;
  const signer = found.value;

  const roles = sso.roles ? mapRoles(claims[sso.roles.claim], sso.roles.map, await slugsOf(signer.personId)) : [];
  if (!signer.home || !(await areHeldThere(roles))) {
    await noteRefusal({ signer, method: "sso", browser });
    return failed(denial(signer.home ? "ssoNoRole" : "ssoUnknown"));
  }
  await inTransaction(async (tx) => {
    if (!known) await link(tx, signer, { issuer: sso.issuer, subject: claims.sub });
    for (const role of roles) await changeTo(tx, signer, role);
  });
  // Read again: the role may be another one now.
  const now = await findSigner({ id: signer.personId });
  if (!now?.home) return failed(denial("ssoUnknown"));
  return ok(await inTransaction((tx) => openSession(tx, { signer: now, method: "sso", browser }, currentTime())));
}

async function findBySubject(issuer: string, subject: string): Promise<Signer | null> {
  const link = await db().ssoLink.findUnique({ where: { issuer_subject: { issuer, subject } } });
  return link ? findSigner({ id: link.personId }) : null;
}

/** The first time only. An address that is not verified there is whatever somebody typed. */
async function findByAddress(issuer: string, { email, email_verified }: SsoClaims): Promise<Result<Signer, Denial>> {
  if (!email) return failed(denial("ssoUnknown"));
  if (email_verified !== true) return failed(denial("ssoUnverified"));
  const signer = await findSigner({ email: email.trim().toLowerCase() });
  // Somebody who is known there under another subject: the address has changed hands.
  const isTaken = signer && (await db().ssoLink.count({ where: { personId: signer.personId, issuer } })) > 0;
  return signer && !isTaken ? ok(signer) : failed(denial("ssoUnknown"));
}

async function slugsOf(personId: string): Promise<readonly string[]> {
  const memberships = await db().membership.findMany({
    where: { personId, disabledAt: null },
    select: { merchant: { select: { slug: true } } },
  });
  return memberships.map(({ merchant }) => merchant.slug);
}

/** Each has a role, and one that the merchant has: a map that names none of its roles lets nobody in. */
async function areHeldThere(roles: readonly MappedRole[]): Promise<boolean> {
  for (const { merchant: slug, role: key } of roles) {
    if (key === null || (await db().role.count({ where: { key, merchant: { slug } } })) === 0) return false;
  }
  return true;
}

async function link(tx: Tx, { personId, home }: Signer, { issuer, subject }: { issuer: string; subject: string }): Promise<void> {
  await tx.ssoLink.create({ data: { id: newId("ssoLink"), personId, issuer, subject } });
  if (!home) return;
  const actor = { kind: "system", name: "Single sign-on", merchantId: home.merchantId } as const;
  await writeAudit(tx, { actor, event: "sso.linked", subject: { kind: "person", id: personId }, details: { issuer } });
}

/** As when an admin does it: what was open under the role before ends. */
async function changeTo(tx: Tx, { personId }: Signer, { merchant: slug, role }: MappedRole): Promise<void> {
  const membership = await tx.membership.findFirst({ where: { personId, merchant: { slug }, disabledAt: null } });
  if (!membership || role === null || membership.role === role) return;
  const { id, merchantId, role: from } = membership;
  const { count } = await tx.membership.updateMany({ where: { id, role: from }, data: { role } });
  if (count === 0) return;
  await endSessions(tx, { personId, merchantId, why: "role changed" });
  const actor = { kind: "system", name: "Single sign-on", merchantId } as const;
  await writeAudit(tx, { actor, event: "membership.changed", subject: { kind: "person", id: personId }, details: { from, to: role } });
}
