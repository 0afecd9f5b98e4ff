import { currentTime } from "@/lib/base/clock";
import { writeAudit } from "@/lib/db/audit";
import type { Tx } from "@/lib/db/client";
import { inTransaction } from "@/lib/db/transaction";
import type { Actor } from "@/lib/domain/access/actor";

/** A person signs out. Ending a session twice is no fault; the first time counts. */
export async function endSession(actor: Actor, { sessionId }: { sessionId: string }): Promise<void> {
  if (actor.kind !== "person") return;
  await inTransaction(async (tx) => {
    const ended = await endSessions(tx, { sessionId, personId: actor.personId, why: "signed out" });
    if (ended > 0) await writeAudit(tx, { actor, event: "session.ended", subject: { kind: "session", id: sessionId } });
  });
}

type Which = {
  readonly personId: string;
  readonly merchantId?: string;
  readonly sessionId?: string;
  /** The one that stays. */
  readonly except?: string;
  readonly why: string;
};

/** Ends live sessions in the caller's transaction: once it commits, the next request of those browsers is a stranger's. */
export async function endSessions(tx: Tx, { personId, merchantId, sessionId, except, why }: Which): Promise<number> {
  const { count } = await tx.session.updateMany({
    where: {
      personId,
      endedAt: null,
      ...(merchantId ? { merchantId } : {}),
      ...(sessionId ? { id: sessionId } : except ? { id: { not: except } } : {}),
    },
    data: { endedAt: currentTime(), endedWhy: why },
  });
  return count;
}
