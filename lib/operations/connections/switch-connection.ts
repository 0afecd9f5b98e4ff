import { currentTime } from "@/lib/base/clock";
import { failed, ok, type Result } from "@/lib/base/result";
import { writeAudit } from "@/lib/db/audit";
import { inTransaction } from "@/lib/db/transaction";
import { type Actor, may } from "@/lib/domain/access/actor";
import { type Denial, denial } from "@/lib/domain/access/denial";
import type { ChangedCredentials } from "./change-credentials";
import { lockConnection } from "./lock-connection";
import { proposeChange } from "./propose-change";

export type SwitchConnection = { readonly connectionId: string; readonly to: "active" | "disabled" };

/** Off is one admin's word, at once; on again is two admins' where real money moves. What waits for it is held, and goes on by itself. */
export async function switchConnection(actor: Actor, { connectionId, to }: SwitchConnection): Promise<Result<ChangedCredentials, Denial>> {
  if (!may(actor, "connection.manage")) return failed(denial("forbidden"));
  return inTransaction(async (tx) => {
    const row = await lockConnection(tx, { connectionId, merchantId: actor.merchantId });
    if (!row) return failed(denial("notFound"));
    if (row.state === to) return failed(denial("changedMeanwhile", to === "active" ? "It is on already." : "It is off already."));
    if (to === "active" && row.mode === "live") {
      await proposeChange(tx, actor, { connectionId, kind: "activate", settings: null, changedNames: [] });
      return ok({ connectionId, waitsForAnother: true });
    }
    await tx.connection.update({ where: { id: connectionId }, data: { state: to } });
    await writeAudit(tx, { actor, event: "connection.switched", subject: { kind: "connection", id: connectionId }, details: { to } });
    if (to === "active") {
      await tx.payout.updateMany({
        where: { merchantId: actor.merchantId, connectionId, state: "held", holdKind: "connection" },
        data: { nextCheckAt: currentTime() },
      });
    }
    return ok({ connectionId, waitsForAnother: false });
  });
}
