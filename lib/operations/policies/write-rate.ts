import { currentTime } from "@/lib/base/clock";
import { newId } from "@/lib/base/id";
import { writeAudit } from "@/lib/db/audit";
import type { Tx } from "@/lib/db/client";
import { type Actor, actorId } from "@/lib/domain/access/actor";
import type { SetRate } from "@/lib/domain/approval/policy-deeds";

/** Older rates stay; the newest day counts, and of one day what was said last. */
export async function writeRate(
  tx: Tx,
  actor: Actor,
  { setByName, day, ...said }: SetRate & { readonly setByName: string },
): Promise<void> {
  const id = newId("exchangeRate");
  const by = { setById: actorId(actor), setByName, setAt: currentTime() };
  await tx.exchangeRate.create({ data: { id, merchantId: actor.merchantId, ...said, day: new Date(`${day}T00:00:00Z`), ...by } });
  await writeAudit(tx, { actor, event: "rate.set", subject: { kind: "rate", id }, details: { ...said, day } });
}
