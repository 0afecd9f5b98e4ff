import { currentTime } from "@/lib/base/clock";
import type { Tx } from "@/lib/db/client";

/** Nothing more goes there. What waits counts as missed, so that it can be sent later; a try that is under way ends by itself. */
export async function switchOff(tx: Tx, { id }: { id: string }, offWhy: string | null): Promise<void> {
  await tx.endpoint.update({ where: { id }, data: { state: "off", offWhy, stateAt: currentTime(), failingSince: null } });
  await tx.endpointDelivery.updateMany({ where: { endpointId: id, state: "waiting" }, data: { state: "missed", nextTryAt: null } });
}
