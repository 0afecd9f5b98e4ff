import { db } from "@/lib/db/client";
import { inTransaction } from "@/lib/db/transaction";
import { askLeave } from "@/lib/operations/connections/ask-leave";
import { askConnection } from "./ask-providers";
import { ledgerStart, readLedger } from "./read-ledger";

export type ReadSources = { readonly connectionId: string; readonly orderId?: string; readonly since?: string };

/** After a provider's hint: reads again what may be sent back. What cannot be read now is tried again by the queue. */
export async function readSources({ connectionId, orderId, since }: ReadSources): Promise<"read" | "notDue"> {
  const row = await db().connection.findUniqueOrThrow({ where: { id: connectionId } });
  if (row.state !== "active") return "notDue";
  const turnAt = await inTransaction((tx) => askLeave(tx, row));
  if (turnAt !== null) throw new Error(`${row.name} is to be left alone until ${turnAt.toISOString()}.`);
  const outcome = orderId === undefined ? await readLedger(row, { from: startOf(since) }) : (await askConnection(row, orderId)).kind;
  if (outcome === "unavailable") throw new Error(`${row.name} did not answer.`);
  return "read";
}

function startOf(since: string | undefined): Date {
  const at = since === undefined ? Number.NaN : Date.parse(since);
  return ledgerStart(Number.isNaN(at) ? null : new Date(at));
}
