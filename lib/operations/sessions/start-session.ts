import { currentTime } from "@/lib/base/clock";
import { newId } from "@/lib/base/id";
import { failed, ok, type Result } from "@/lib/base/result";
import { addMs, HOUR_MS } from "@/lib/base/time";
import { writeAudit } from "@/lib/db/audit";
import { db } from "@/lib/db/client";
import { inTransaction } from "@/lib/db/transaction";
import { type Denial, denial } from "@/lib/domain/access/denial";
import { heldRole } from "@/lib/domain/access/roles";
import { SESSION_HOURS, type SignIn } from "@/lib/domain/access/sign-in";
import { oneAtATime } from "./one-at-a-time";
import { isPassword } from "./password";
import { countAsRight, reserveTry } from "./tries";

// Promises: an unknown address, a wrong password and a disabled person are told the same and cost the same; however many tries come
// at once, no more passwords are looked at than the lock-out allows. The cookie is the door's matter.

export type StartedSession = { readonly sessionId: string; readonly personId: string; readonly expiresAt: Date };
export type StartSession = SignIn & { readonly ipAddress?: string };

/** Tries for one address that may wait for each other; more than that is nobody mistyping. */
const TRIES_IN_LINE = 30;
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
  const attempt = await reserveTry({ email: input.email, kind: "password" }, now);
  if (!attempt.ok) return attempt;

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
    await countAsRight(tx, attempt.value, now);
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

function pause(ms: number): Promise<void> {
  return ms <= 0 ? Promise.resolve() : new Promise((resolve) => setTimeout(resolve, ms));
}
