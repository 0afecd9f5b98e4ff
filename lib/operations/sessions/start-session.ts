import { currentTime } from "@/lib/base/clock";
import { newId } from "@/lib/base/id";
import { failed, ok, type Result } from "@/lib/base/result";
import { addMs, DAY_MS, HOUR_MS } from "@/lib/base/time";
import { writeAudit } from "@/lib/db/audit";
import { db } from "@/lib/db/client";
import { inTransaction } from "@/lib/db/transaction";
import { type Denial, denial } from "@/lib/domain/access/denial";
import { lockedUntil } from "@/lib/domain/access/lock-out";
import { heldRole } from "@/lib/domain/access/roles";
import { SESSION_HOURS, type SignIn } from "@/lib/domain/access/sign-in";
import { oneAtATime } from "./one-at-a-time";
import { isPassword } from "./password";

// Promises: an unknown address, a wrong password and a disabled person are told the same and cost the same; however many tries come
// at once, no more passwords are looked at than the lock-out allows. The cookie is the door's matter.

export type StartedSession = { readonly sessionId: string; readonly personId: string; readonly expiresAt: Date };
export type StartSession = SignIn & { readonly ipAddress?: string };

/** Tries for one address that may wait for each other; more than that is nobody mistyping. */
const TRIES_IN_LINE = 30;
const FORGOTTEN_AFTER_MS = DAY_MS;
/** No refusal is quicker than this, so that its time tells nothing about what was looked up. */
const REFUSAL_MS = 300;

export async function startSession(input: StartSession, now: Date = currentTime()): Promise<Result<StartedSession, Denial>> {
  const startedAt = performance.now();
  const answer = await oneAtATime(input.email, TRIES_IN_LINE, () => trySignIn(input, now));
  if (answer?.ok) return answer;
  await pause(REFUSAL_MS - (performance.now() - startedAt));
  return answer ?? failed(denial("lockedOut"));
}

async function trySignIn(input: StartSession, now: Date): Promise<Result<StartedSession, Denial>> {
  const attempt = await reserveTry(input.email, now);
  if (!attempt.ok) return failed(denial("lockedOut", waitSentence(attempt.error, now)));

  const person = await db().person.findUnique({
    where: { email: input.email },
    include: { memberships: { orderBy: { createdAt: "asc" }, include: { held: true } } },
  });
  const right = await isPassword(person?.passwordHash ?? null, input.password);
  const home = person?.memberships.find(({ disabledAt }) => disabledAt === null);
  if (!person || !home || !right || person.disabledAt) {
    await noteRefusal(input, person ? { personId: person.id, merchantIds: person.memberships.map((one) => one.merchantId) } : null);
    return failed(denial("wrongCredentials"));
  }

  const actor = { kind: "person", personId: person.id, name: person.name, merchantId: home.merchantId, ...heldRole(home.held) } as const;
  const session = { sessionId: newId("session"), personId: person.id, expiresAt: addMs(now, SESSION_HOURS * HOUR_MS) };
  await inTransaction(async (tx) => {
    await tx.signInAttempt.update({ where: { id: attempt.value }, data: { succeeded: true } });
    await tx.signInAttempt.deleteMany({ where: { email: input.email, at: { lt: addMs(now, -FORGOTTEN_AFTER_MS) } } });
    await tx.session.create({
      data: { id: session.sessionId, personId: person.id, merchantId: home.merchantId, createdAt: now, expiresAt: session.expiresAt },
    });
    await writeAudit(tx, {
      actor,
      event: "session.started",
      subject: { kind: "session", id: session.sessionId },
      ...(input.ipAddress ? { ipAddress: input.ipAddress } : {}),
    });
  });
  return ok(session);
}

/**
 * Books the try as failed before the password is looked at, under a lock on the address: tries that come together are counted
 * together, and one that dies half-way stays counted.
 */
function reserveTry(email: string, now: Date): Promise<Result<bigint, Date>> {
  return inTransaction(async (tx) => {
    await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`sign-in:${email}`}, 0))::text`;
    const recent = await tx.signInAttempt.findMany({
      where: { email, at: { gt: addMs(now, -FORGOTTEN_AFTER_MS) } },
      orderBy: [{ at: "desc" }, { id: "desc" }],
      select: { succeeded: true, at: true },
      take: 100,
    });
    const lastSuccess = recent.findIndex((one) => one.succeeded);
    const failures = lastSuccess === -1 ? recent : recent.slice(0, lastSuccess);
    const until = lockedUntil({ failures: failures.length, lastFailedAt: failures[0]?.at ?? null }, now);
    if (until) return failed(until);
    const attempt = await tx.signInAttempt.create({ data: { email, succeeded: false, at: now } });
    return ok(attempt.id);
  });
}

/** For a person we know, in the books of every merchant they work for. An address that is nobody's has no books. */
async function noteRefusal(input: StartSession, known: { personId: string; merchantIds: readonly string[] } | null): Promise<void> {
  if (!known) return;
  await inTransaction(async (tx) => {
    for (const merchantId of known.merchantIds) {
      await writeAudit(tx, {
        actor: { kind: "system", name: "Sign-in", merchantId },
        event: "session.refused",
        subject: { kind: "person", id: known.personId },
        ...(input.ipAddress ? { ipAddress: input.ipAddress } : {}),
      });
    }
  });
}

function waitSentence(until: Date, now: Date): string {
  const seconds = Math.ceil((until.getTime() - now.getTime()) / 1000);
  const wait = seconds < 90 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`;
  return `There were too many wrong tries. The next one is possible in ${wait}.`;
}

function pause(ms: number): Promise<void> {
  return ms <= 0 ? Promise.resolve() : new Promise((resolve) => setTimeout(resolve, ms));
}
