import { currentTime } from "@/lib/base/clock";
import { newId } from "@/lib/base/id";
import { addMs } from "@/lib/base/time";
import { writeAudit } from "@/lib/db/audit";
import type { Tx } from "@/lib/db/client";
import { type Actor, actorId } from "@/lib/domain/access/actor";
import { CHANGE_OPEN_FOR_MS, type ChangeWish, sayWish, subjectOf } from "@/lib/domain/access/change";
import { shownWish } from "./shown-wish";

/** Writes the wish down for a second person to decide, in the caller's transaction. An older open one of the same thing is replaced by it. */
export async function proposeAccessChange(tx: Tx, actor: Actor, wish: ChangeWish): Promise<string> {
  const proposedById = actorId(actor);
  if (proposedById === null) throw new Error("The operator acts at once, and asks nobody.");
  const { merchantId } = actor;
  const now = currentTime();
  const subject = subjectOf(wish);
  await tx.accessChange.updateMany({
    where: { merchantId, kind: wish.kind, subjectId: subject.id, outcome: null },
    data: { outcome: "replaced", decidedAt: now },
  });
  const id = newId("accessChange");
  await tx.accessChange.create({
    data: {
      ...{ id, merchantId, kind: wish.kind, subjectId: subject.id, wish },
      ...{ proposedById, proposedByName: actor.name, proposedAt: now, expiresAt: addMs(now, CHANGE_OPEN_FOR_MS) },
    },
  });
  const details = { changeId: id, asked: sayWish(wish), ...shownWish(wish) };
  await writeAudit(tx, { actor, event: "access.changeProposed", subject, details });
  return id;
}
