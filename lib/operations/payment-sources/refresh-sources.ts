import { currentTime } from "@/lib/base/clock";
import { within } from "@/lib/base/pause";
import { addMs, SECOND_MS } from "@/lib/base/time";
import { db } from "@/lib/db/client";
import type { Connection, PaymentSource } from "@/lib/db/generated/client";
import { inTransaction } from "@/lib/db/transaction";
import { askLeave } from "@/lib/operations/connections/ask-leave";
import { providerOf } from "@/lib/providers/registry";
import { enqueue } from "@/lib/queue/enqueue";
import { askConnection } from "./ask-providers";
import { readLedger } from "./read-ledger";

type SourceAt = PaymentSource & { readonly connection: Connection };

/** Read no longer ago than this, a source is as the provider has it. */
const FRESH_MS = 30 * SECOND_MS;
/** Somebody waits for the answer: after this they are shown what was known before, and told that it may have changed. */
const PATIENCE_MS = 4 * SECOND_MS;
const MOST_ORDERS = 5;

/**
 * Asks the providers again what may be sent back to these, so that a dispute or a refund is seen here and not met as a refusal.
 * Answers with the connections that could not be asked.
 */
export async function refreshSources(sources: readonly SourceAt[]): Promise<readonly string[]> {
  const stale = sources.filter(({ readAt }) => readAt < addMs(currentTime(), -FRESH_MS));
  const rows = [...new Map(stale.map(({ connection }) => [connection.id, connection])).values()];
  const answers = await Promise.all(
    rows.map(async (row) => {
      const asked = refreshAt(
        row,
        stale.filter(({ connectionId }) => connectionId === row.id),
      );
      return { row, isAnswered: (await within(PATIENCE_MS, asked)) ?? false };
    }),
  );
  return answers.filter(({ isAnswered }) => !isAnswered).map(({ row }) => row.name);
}

async function refreshAt(row: Connection, sources: readonly SourceAt[]): Promise<boolean> {
  const { closedLoop } = providerOf(row.provider).manifest;
  if ((await inTransaction((tx) => askLeave(tx, row))) !== null) return false;
  if (closedLoop === "order") {
    const orders = sources.slice(0, MOST_ORDERS);
    const answers = await Promise.all(orders.map(({ sourceId }) => askConnection(row, sourceId)));
    return answers.every(({ kind }) => kind === "read");
  }
  const reading = await db().paymentSourceReading.findUnique({ where: { connectionId: row.id } });
  if (!reading) {
    // The first reading goes far back: nobody should have to wait for it.
    await inTransaction((tx) => enqueue(tx, "readSources", { connectionId: row.id }));
    return true;
  }
  const askedAt = currentTime();
  if ((await readLedger(row, { from: reading.readTo })) !== "read") return false;
  const ids = sources.map(({ id }) => id);
  await db().paymentSource.updateMany({ where: { id: { in: ids }, readAt: { lt: askedAt } }, data: { readAt: askedAt } });
  return true;
}
