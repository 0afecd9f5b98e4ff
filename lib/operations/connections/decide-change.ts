import { currentTime } from "@/lib/base/clock";
import { failed, ok, type Result } from "@/lib/base/result";
import { writeAudit } from "@/lib/db/audit";
import type { Tx } from "@/lib/db/client";
import type { Connection, ConnectionChange } from "@/lib/db/generated/client";
import { seal, unseal } from "@/lib/db/seal";
import { inTransaction } from "@/lib/db/transaction";
import { type Actor, actorId, may } from "@/lib/domain/access/actor";
import { type Denial, denial } from "@/lib/domain/access/denial";
import { lockConnection } from "./lock-connection";

export type DecideChange = { readonly changeId: string; readonly verdict: "confirmed" | "declined" };

/** Another admin's word on a live connection. Whoever asked for it may take it back, and never confirms it: the database refuses that as well. */
export async function decideChange(actor: Actor, { changeId, verdict }: DecideChange): Promise<Result<{ connectionId: string }, Denial>> {
  const decidedById = actorId(actor);
  if (!may(actor, "connection.manage") || decidedById === null) return failed(denial("forbidden"));
  return inTransaction(async (tx) => {
    const found = await tx.connectionChange.findFirst({ where: { id: changeId, merchantId: actor.merchantId } });
    const connection = found && (await lockConnection(tx, { connectionId: found.connectionId, merchantId: actor.merchantId }));
    const change = connection && (await tx.connectionChange.findUnique({ where: { id: changeId } }));
    if (!change) return failed(denial("notFound"));
    const now = currentTime();
    if (change.outcome !== null) return failed(denial("changedMeanwhile", "It has been decided already."));
    if (change.expiresAt <= now) return failed(denial("changedMeanwhile", "It has waited too long. Ask for the change again."));
    if (verdict === "confirmed" && change.proposedById === decidedById) return failed(denial("changeNeedsAnother"));

    if (verdict === "confirmed") await apply(tx, connection, change);
    await tx.connectionChange.update({
      where: { id: changeId },
      data: { outcome: verdict, decidedAt: now, decidedById, decidedByName: actor.name },
    });
    await writeAudit(tx, {
      actor,
      event: verdict === "confirmed" ? "connection.changeConfirmed" : "connection.changeDeclined",
      subject: { kind: "connection", id: connection.id },
      details: { kind: change.kind, changed: change.changedNames, proposedBy: change.proposedByName },
    });
    return ok({ connectionId: connection.id });
  });
}

async function apply(tx: Tx, { id }: Connection, change: ConnectionChange): Promise<void> {
  if (change.kind === "activate") {
    await tx.connection.update({ where: { id }, data: { state: "active" } });
    return;
  }
  if (change.settingsSealed === null || change.settingsKeyId === null) throw new Error(`The change ${change.id} has no settings.`);
  const plain = unseal({ sealed: change.settingsSealed, keyId: change.settingsKeyId, binding: change.id });
  const { sealed, keyId } = seal(plain, id);
  await tx.connection.update({ where: { id }, data: { settingsSealed: sealed, settingsKeyId: keyId, currency: null } });
}
