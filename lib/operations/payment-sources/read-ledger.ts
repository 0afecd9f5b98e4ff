import { currentTime } from "@/lib/base/clock";
import { addMs, DAY_MS } from "@/lib/base/time";
import { db } from "@/lib/db/client";
import type { Connection } from "@/lib/db/generated/client";
import { ledgerWindows, type ReadWindow } from "@/lib/domain/payment-source/ledger-windows";
import { openConnection } from "@/lib/operations/connections/open-connection";
import type { ProviderConnection } from "@/lib/providers/contract/connection";
import type { Transaction } from "@/lib/providers/contract/ledger";
import { storeMovements } from "./store-movements";

/** What paid in longer ago than this has to be told by the merchant's own system, or not be sent back to from here. */
export const LEDGER_REACH_MS = 90 * DAY_MS;
/** At a hundred rows a page: more than an account sees in a month, and an end to a list that goes round in circles. */
const MOST_PAGES = 500;

/**
 * Reads what came in at a connection from `from` until now, as far as it has not been read before, and keeps it. How far it has been read
 * is written down part by part, and never over a gap: a list with a hole in it is read again, and who was interrupted goes on from there.
 */
export async function readLedger(row: Connection, { from }: { from: Date }): Promise<"read" | "unavailable" | "noLedger"> {
  const connection = openConnection(row).connect();
  const { listTransactions } = connection;
  if (!listTransactions) return "noLedger";
  const askedAt = currentTime();
  const seen = await db().paymentSourceReading.findUnique({ where: { connectionId: row.id } });
  const known = seen && { from: seen.readFrom, to: seen.readTo };
  const reached = known && known.from < from ? known.from : from;
  for (const window of ledgerWindows(known, { from, to: askedAt })) {
    const transactions = await readWindow(listTransactions, window);
    if (!transactions) return "unavailable";
    await storeMovements(row, transactions, askedAt);
    // What lies before the last reading joins it only when all of it is read.
    if (!known || window.to > known.to) await noteReading(row, { from: reached, to: window.to });
  }
  return "read";
}

async function noteReading({ id, merchantId }: Connection, { from, to }: ReadWindow): Promise<void> {
  await db().$executeRaw`
    INSERT INTO "payment_source_reading" ("connectionId", "merchantId", "readFrom", "readTo") VALUES (${id}, ${merchantId}, ${from}, ${to})
    ON CONFLICT ("connectionId") DO UPDATE SET
      "readFrom" = LEAST("payment_source_reading"."readFrom", EXCLUDED."readFrom"),
      "readTo" = GREATEST("payment_source_reading"."readTo", EXCLUDED."readTo")`;
}

async function readWindow(
  list: NonNullable<ProviderConnection["listTransactions"]>,
  { from, to }: ReadWindow,
): Promise<readonly Transaction[] | null> {
  const found: Transaction[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const answer: Awaited<ReturnType<typeof list>> = await list({ from, to, ...(cursor === null ? {} : { cursor }) });
    if (answer.kind === "unavailable" || answer.hasHoles) return null;
    found.push(...answer.transactions);
    cursor = answer.nextCursor;
    if (cursor === null) return found;
  }
  return null;
}

/** Where a first reading begins. */
export function ledgerStart(since: Date | null = null): Date {
  const usual = addMs(currentTime(), -LEDGER_REACH_MS);
  return since && since < usual ? since : usual;
}
