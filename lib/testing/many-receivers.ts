import { db } from "@/lib/db/client";
import type { Connection } from "@/lib/db/generated/client";
import { blindIndex } from "@/lib/db/seal";

/**
 * Receivers by the hundred thousand, each with one account, for tests that look at plans. One in fifty is closed, one in ten has the
 * tag "monthly", one in five hundred "vip"; most are in Germany. Where a connection is given, every third was paid once through it. The account of number `n` is found by `numberOf(n)`.
 */
export async function insertManyReceivers({ rows, merchantId, connection }: ManyReceivers): Promise<void> {
  await db().$executeRaw`
    INSERT INTO "receiver" ("id", "merchantId", "kind", "name", "nameFolded", "email", "country", "reference", "state", "closedAt", "closedByName",
      "closedReason", "createdAt")
    SELECT 'rcv_' || ${merchantId} || lpad(n::text, 9, '0'), ${merchantId}, CASE WHEN n % 3 = 0 THEN 'company' ELSE 'person' END,
      (ARRAY['Anna Schmidt', 'Bjørn Ek', 'Chloé Martin', 'Dan Smith'])[1 + n % 4] || ' ' || substr(md5(n::text), 1, 5),
      (ARRAY['anna schmidt', 'bjørn ek', 'chloe martin', 'dan smith'])[1 + n % 4] || ' ' || substr(md5(n::text), 1, 5),
      'person' || n || '@example.test', CASE WHEN n % 1000 = 7 THEN 'PT' WHEN n % 4 = 0 THEN 'GB' ELSE 'DE' END, 'CUS-' || lpad(n::text, 6, '0'),
      CASE WHEN n % 50 = 1 THEN 'closed' ELSE 'active' END, CASE WHEN n % 50 = 1 THEN now() END, CASE WHEN n % 50 = 1 THEN 'Ada Maker' END,
      CASE WHEN n % 50 = 1 THEN 'No longer a customer' END, now() - n * interval '1 minute'
    FROM generate_series(1, ${rows}::int) n`;
  // At once: the rows of the next table look for these, and a plan for an empty table would read them from end to end each time.
  await db().$executeRawUnsafe('VACUUM (ANALYZE) "receiver"');
  await db().$executeRaw`
    INSERT INTO "receiver_tag" ("merchantId", "receiverId", "tag")
    SELECT ${merchantId}, 'rcv_' || ${merchantId} || lpad(n::text, 9, '0'), CASE WHEN n % 500 = 3 THEN 'vip' ELSE 'monthly' END
    FROM generate_series(1, ${rows}::int) n WHERE n % 10 = 3 OR n % 500 = 3
    UNION ALL
    SELECT ${merchantId}, 'rcv_' || ${merchantId} || lpad(n::text, 9, '0'), CASE WHEN n % 3 = 0 THEN 'supplier' ELSE 'customer' END
    FROM generate_series(1, ${rows}::int) n`;
  await db().$executeRawUnsafe('ANALYZE "receiver_tag"');
  await db().$executeRaw`
    INSERT INTO "receiver_account" ("id", "merchantId", "receiverId", "kind")
    SELECT 'acc_' || ${merchantId} || lpad(n::text, 9, '0'), ${merchantId}, 'rcv_' || ${merchantId} || lpad(n::text, 9, '0'), 'bban'
    FROM generate_series(1, ${rows}::int) n`;
  await db().$executeRawUnsafe('ANALYZE "receiver_account"');
  await db().$executeRaw`
    INSERT INTO "receiver_account_version" ("id", "merchantId", "accountId", "version", "holderName", "addressSealed", "addressKeyId",
      "blindIndex", "masked", "lastFour", "needsConfirmation", "origin", "doubts", "partIndexes")
    SELECT 'acv_' || ${merchantId} || lpad(n::text, 9, '0'), ${merchantId}, 'acc_' || ${merchantId} || lpad(n::text, 9, '0'), 1, 'Somebody',
      '\\x00'::bytea, 'none', CASE WHEN n = 4242 THEN ${blindIndex(KNOWN_NUMBER)} ELSE sha256(convert_to(n::text, 'UTF8')) END,
      '••••' || lpad((n % 10000)::text, 4, '0'), lpad((n % 10000)::text, 4, '0'), false, 'screen', '{}',
      ARRAY[CASE WHEN n = 4343 THEN ${blindIndex(KNOWN_PART)} ELSE sha256(convert_to('part' || n, 'UTF8')) END]
    FROM generate_series(1, ${rows}::int) n`;
  await db().$executeRawUnsafe('ANALYZE "receiver_account_version"');
  if (!connection) return;
  await db().$executeRaw`
    INSERT INTO "payout" ("id", "merchantId", "number", "connectionId", "provider", "loop", "source", "state", "amountMinor", "currency",
      "reference", "statementText", "makerId", "makerKind", "makerName", "dispatchKey", "receiverId", "receiverAccountVersionId",
      "receiverName", "searchText", "policyVersion", "neededCheckers", "createdAt", "stateAt")
    SELECT 'po_' || ${merchantId} || lpad(n::text, 9, '0'), ${merchantId}, 'CF' || upper(substr(md5(${merchantId} || n), 1, 12)),
      ${connection.id}, ${connection.provider}, 'open', 'screen', 'settled', 100 + (n::bigint * 7919) % 500000,
      CASE WHEN n % 4 = 0 THEN 'GBP' ELSE 'EUR' END, 'Invoice ' || n, 'Invoice ' || n, 'per_maker', 'person', 'Ada Maker', gen_random_uuid(),
      'rcv_' || ${merchantId} || lpad(n::text, 9, '0'), 'acv_' || ${merchantId} || lpad(n::text, 9, '0'), 'Somebody', 'invoice ' || n, 1, 1,
      now() - n * interval '1 minute', now() - n * interval '1 minute'
    FROM generate_series(3, ${rows}::int, 3) n`;
  await db().$executeRawUnsafe('ANALYZE "payout"');
}

/** Of the four thousand two hundred and forty-second. */
export const KNOWN_NUMBER = "9000004242";
/** Without bank and branch, of the one hundred and first after that. */
export const KNOWN_PART = "0004343";

type ManyReceivers = { rows: number; merchantId: string; connection?: Pick<Connection, "id" | "provider"> };
