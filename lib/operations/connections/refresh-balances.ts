import { currentTime } from "@/lib/base/clock";
import { addMs, MINUTE_MS } from "@/lib/base/time";
import { db } from "@/lib/db/client";
import type { Connection } from "@/lib/db/generated/client";
import { decimalOf } from "@/lib/db/minor";
import { inTransaction } from "@/lib/db/transaction";
import { askLeave } from "./ask-leave";
import { openConnection } from "./open-connection";

const MOST_AT_ONCE = 20;

/** Reads what is on the accounts that payouts leave from. Only those that something waits for or has just left, one question each. */
export async function refreshBalances(): Promise<number> {
  const since = addMs(currentTime(), -10 * MINUTE_MS);
  const rows = await db().connection.findMany({
    where: {
      state: "active",
      payouts: { some: { OR: [{ state: { in: ["approved", "held"] } }, { sentAt: { gte: since } }] } },
    },
    take: MOST_AT_ONCE,
  });
  for (const row of rows) await refreshBalance(row);
  return rows.length;
}

/** What cannot be read stays as it was, and soon counts for nothing. */
export async function refreshBalance(row: Connection): Promise<boolean> {
  const { readBalances, ...connection } = openConnection(row).connect();
  if (!readBalances) return false;
  if (await inTransaction((tx) => askLeave(tx, row))) return false;
  const askedAt = currentTime();
  const read = await readBalances.call(connection);
  if (read.kind === "unavailable") return false;
  for (const { available } of read.balances) {
    const key = { connectionId: row.id, currency: available.currency };
    const facts = { availableMinor: decimalOf(available.minor), readAt: askedAt };
    await db().connectionBalance.upsert({
      where: { connectionId_currency: key },
      update: facts,
      create: { ...key, ...facts, merchantId: row.merchantId },
    });
  }
  return true;
}
