import { currentTime } from "@/lib/base/clock";
import { HOUR_MS, SECOND_MS } from "@/lib/base/time";
import { db } from "@/lib/db/client";
import { inTransaction } from "@/lib/db/transaction";
import { askLeave } from "@/lib/operations/connections/ask-leave";
import { enqueue } from "@/lib/queue/enqueue";
import { askConnection } from "./ask-providers";
import { ledgerStart, readLedger } from "./read-ledger";

export type ReadSources = {
  readonly connectionId: string;
  readonly orderId?: string;
  readonly since?: string;
  /** What the ledger must show once it is up to date. */
  readonly paymentId?: string;
  readonly tries?: number;
};

const FIRST_WAIT_MS = 10 * SECOND_MS;
const LONGEST_WAIT_MS = HOUR_MS;
/** About half a day; whatever is missed after that, the daily reading of the ledger finds. */
const MOST_TRIES = 18;

/** After a provider's hint: reads again what may be sent back. A provider that cannot be asked now is asked later, ever less often. */
export async function readSources(ask: ReadSources): Promise<"read" | "notDue" | "postponed" | "givenUp"> {
  const { connectionId, orderId, since, paymentId } = ask;
  const row = await db().connection.findUniqueOrThrow({ where: { id: connectionId } });
  if (row.state !== "active") return "notDue";
  const turnAt = await inTransaction((tx) => askLeave(tx, row));
  if (turnAt !== null) return postpone(ask, turnAt);
  const outcome = orderId === undefined ? await readLedger(row, { from: startOf(since) }) : (await askConnection(row, orderId)).kind;
  if (outcome === "unavailable") return postpone(ask, null);
  // The event may be faster than the ledger.
  return paymentId === undefined || (await isKnown(row.merchantId, paymentId)) ? "read" : postpone(ask, null);
}

async function isKnown(merchantId: string, name: string): Promise<boolean> {
  return (await db().paymentSourceName.findFirst({ where: { merchantId, name } })) !== null;
}

async function postpone({ tries = 0, ...ask }: ReadSources, turnAt: Date | null): Promise<"postponed" | "givenUp"> {
  if (tries >= MOST_TRIES) return "givenUp";
  const patienceMs = Math.min(FIRST_WAIT_MS * 2 ** tries, LONGEST_WAIT_MS);
  const untilTurnMs = turnAt === null ? 0 : turnAt.getTime() - currentTime().getTime();
  await inTransaction((tx) => enqueue(tx, "readSources", { ...ask, tries: tries + 1 }, { afterMs: Math.max(patienceMs, untilTurnMs) }));
  return "postponed";
}

function startOf(since: string | undefined): Date {
  const at = since === undefined ? Number.NaN : Date.parse(since);
  return ledgerStart(Number.isNaN(at) ? null : new Date(at));
}
