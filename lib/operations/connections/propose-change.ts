import { currentTime } from "@/lib/base/clock";
import { newId } from "@/lib/base/id";
import { addMs, DAY_MS } from "@/lib/base/time";
import { writeAudit } from "@/lib/db/audit";
import type { Tx } from "@/lib/db/client";
import { seal } from "@/lib/db/seal";
import { type Actor, actorId } from "@/lib/domain/access/actor";

const OPEN_FOR_MS = 7 * DAY_MS;

export type ProposedChange = {
  readonly connectionId: string;
  readonly kind: "activate" | "credentials";
  /** Parsed, and sealed here; null for what changes none. */
  readonly settings: Readonly<Record<string, unknown>> | null;
  readonly changedNames: readonly string[];
};

/** Writes the wish down for another admin to decide. An older open one of the same connection is taken back by it. */
export async function proposeChange(tx: Tx, actor: Actor, { connectionId, kind, settings, changedNames }: ProposedChange): Promise<string> {
  const now = currentTime();
  await tx.connectionChange.updateMany({ where: { connectionId, outcome: null }, data: { outcome: "expired", decidedAt: now } });
  const id = newId("connectionChange");
  const sealed = settings && seal(JSON.stringify(settings), id);
  await tx.connectionChange.create({
    data: {
      id,
      merchantId: actor.merchantId,
      connectionId,
      kind,
      settingsSealed: sealed?.sealed ?? null,
      settingsKeyId: sealed?.keyId ?? null,
      changedNames: [...changedNames],
      // The operator at the machine is nobody of the merchant's people: any admin may confirm what the operator brought.
      proposedById: actorId(actor) ?? "operator",
      proposedByName: actor.name,
      proposedAt: now,
      expiresAt: addMs(now, OPEN_FOR_MS),
    },
  });
  await writeAudit(tx, {
    actor,
    event: "connection.changeProposed",
    subject: { kind: "connection", id: connectionId },
    details: { kind, changed: [...changedNames] },
  });
  return id;
}
