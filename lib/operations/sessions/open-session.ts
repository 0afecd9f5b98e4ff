import { newId } from "@/lib/base/id";
import { addMs, HOUR_MS } from "@/lib/base/time";
import { writeAudit } from "@/lib/db/audit";
import type { Tx } from "@/lib/db/client";
import { SESSION_HOURS, type SignInMethod } from "@/lib/domain/access/sign-in";
import type { Signer } from "./find-signer";

export type StartedSession = {
  readonly sessionId: string;
  readonly personId: string;
  readonly expiresAt: Date;
  /** What they hold where they begin: where they land depends on it. */
  readonly role: string;
};

/** What a browser tells of itself. Nothing is decided by it: its owner recognises it by this. */
export type Browser = { readonly ipAddress?: string; readonly userAgent?: string };

export type OpenSession = { readonly signer: Signer; readonly method: SignInMethod; readonly browser: Browser };

const LONGEST_USER_AGENT = 300;

/** Signs a browser in. Always under a new id: nobody can hand somebody a session and wait until they have signed in to it. */
export async function openSession(tx: Tx, { signer, method, browser }: OpenSession, now: Date): Promise<StartedSession> {
  const { personId, name, home } = signer;
  if (!home) throw new Error(`${personId} may not sign in.`);
  const sessionId = newId("session");
  const expiresAt = addMs(now, SESSION_HOURS * HOUR_MS);
  const { ipAddress, userAgent } = browser;
  const seen = { method, ipAddress: ipAddress ?? null, userAgent: userAgent?.slice(0, LONGEST_USER_AGENT) ?? null };
  await tx.session.create({
    data: { id: sessionId, personId, merchantId: home.merchantId, createdAt: now, usedAt: now, expiresAt, ...seen },
  });
  await writeAudit(tx, {
    actor: { kind: "person", personId, name, ...home, sessionId },
    event: "session.started",
    subject: { kind: "session", id: sessionId },
    details: { method },
    ...(ipAddress ? { ipAddress } : {}),
  });
  return { sessionId, personId, expiresAt, role: home.role };
}
