import { currentTime } from "@/lib/base/clock";
import { db } from "@/lib/db/client";
import { inTransaction } from "@/lib/db/transaction";
import { waitForBreaker } from "./ask-leave";
import { openConnection } from "./open-connection";

/**
 * Asks connections in trouble for something harmless when their time has come, so that an outage ends here when it ends there,
 * whether or not anybody has money to send. What they answer is noted by the connection's own watch.
 */
export async function probeConnections(): Promise<number> {
  const due = await db().connectionHealth.findMany({
    where: { breaker: { not: "closed" }, openUntil: { lte: currentTime() }, connection: { state: "active" } },
    include: { connection: true },
  });
  const asked = await Promise.all(
    due.map(async ({ connection: row }) => {
      const connection = openConnection(row).connect();
      const { readMerchantAccount: ask = connection.readBalances } = connection;
      if (!ask) return false;
      // Written down first: of all workers and payouts that come back now, one asks.
      const mayProbe = await inTransaction(async (tx) => {
        const before = await tx.connectionHealth.findUnique({ where: { connectionId: row.id }, select: { breaker: true } });
        return before?.breaker !== "closed" && (await waitForBreaker(tx, row)) === null;
      });
      if (mayProbe) await ask();
      return mayProbe;
    }),
  );
  return asked.filter(Boolean).length;
}
