import { failed, ok, type Result } from "@/lib/base/result";
import { writeAudit } from "@/lib/db/audit";
import { inTransaction } from "@/lib/db/transaction";
import type { Actor } from "@/lib/domain/access/actor";
import { type Denial, denial } from "@/lib/domain/access/denial";
import { endSessions } from "./end-session";

/** Ends every session of one's own but this one, at whichever merchant. */
export async function endOtherSessions(actor: Actor): Promise<Result<{ readonly ended: number }, Denial>> {
  if (actor.kind !== "person" || !actor.sessionId) return failed(denial("forbidden"));
  const { personId, sessionId } = actor;
  return inTransaction(async (tx) => {
    const ended = await endSessions(tx, { personId, except: sessionId, why: "signed out elsewhere" });
    if (ended > 0) {
      const details = { sessionsEnded: ended, except: sessionId };
      await writeAudit(tx, { actor, event: "session.ended", subject: { kind: "person", id: personId }, details });
    }
    return ok({ ended });
  });
}
