import { db } from "@/lib/db/client";
import type { Connection } from "@/lib/db/generated/client";
import type { ReceiverWithAccount } from "./receiver-factories";

/**
 * Payouts by the hundred thousand, for tests that look at plans: one statement, no history behind the rows. Nine in ten are
 * settled, three in a hundred failed, few are waiting; every third goes over the second connection.
 */
export async function insertManyPayouts({
  rows,
  merchantId,
  connections,
  to,
  receiverIds = [to.receiver.id],
  minutesApart = 2,
}: ManyPayouts): Promise<void> {
  const [first, second = first] = connections;
  if (!first || !second) throw new Error("Give at least one connection.");
  const { version } = to;
  await db().$executeRaw`
    INSERT INTO "payout" ("id", "merchantId", "number", "connectionId", "provider", "loop", "source", "state", "amountMinor", "currency",
      "reference", "statementText", "makerId", "makerKind", "makerName", "dispatchKey", "receiverId", "receiverAccountVersionId",
      "receiverName", "searchText", "accountLastFour", "orderId", "policyVersion", "neededCheckers", "providerPayoutId", "traceId",
      "createdAt", "stateAt")
    SELECT 'po_' || ${merchantId} || lpad(n::text, 9, '0'), ${merchantId}, 'CF' || upper(substr(md5(${merchantId} || n), 1, 12)),
      CASE WHEN n % 3 = 0 THEN ${second.id} ELSE ${first.id} END, CASE WHEN n % 3 = 0 THEN ${second.provider} ELSE ${first.provider} END,
      'open', 'screen',
      CASE WHEN n % 100 < 3 THEN 'failed' WHEN n % 500 = 4 THEN 'awaitingApproval' WHEN n % 2000 = 5 THEN 'unconfirmed'
        WHEN n % 100 < 9 THEN 'inFlight' ELSE 'settled' END,
      100 + (n::bigint * 7919) % 500000, CASE WHEN n % 4 = 0 THEN 'GBP' ELSE 'EUR' END, 'Invoice ' || n, 'Invoice ' || n,
      'per_maker', 'person', 'Ada Maker', gen_random_uuid(),
      (${[...receiverIds]}::text[])[1 + n % ${receiverIds.length}::int], ${version.id},
      (ARRAY['Anna Schmidt', 'Bjørn Ek', 'Chloé Martin', 'Dan Smith'])[1 + n % 4] || ' ' || substr(md5(n::text), 1, 5),
      lower('CF' || substr(md5(${merchantId} || n), 1, 12) || ' Invoice ' || n || ' '
        || (ARRAY['anna schmidt', 'bjørn ek', 'chloe martin', 'dan smith'])[1 + n % 4] || ' ' || substr(md5(n::text), 1, 5)),
      lpad((n % 1000)::text, 4, '0'), CASE WHEN n % 2 = 0 THEN 'ORD-' || n / 4 END, 1, 1, 'prov_' || n, 'trace_' || n, now() - n * ${minutesApart}::int * interval '1 minute', now() - n * ${minutesApart}::int * interval '1 minute'
    FROM generate_series(1, ${rows}::int) n`;
  // Not only analysed: what a trigram index has not sorted in yet makes it look dear, until some autovacuum comes along.
  await db().$executeRaw`VACUUM (ANALYZE) "payout"`;
}

type ManyPayouts = {
  rows: number;
  merchantId: string;
  connections: readonly Pick<Connection, "id" | "provider">[];
  to: Pick<ReceiverWithAccount, "receiver" | "version">;
  /** Those who are paid, in turn; left out, `to` alone. */
  receiverIds?: readonly string[];
  minutesApart?: number;
};
