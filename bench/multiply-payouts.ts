import pg from "pg";

export type Multiply = { readonly databaseUrl: string; readonly merchantId: string; readonly count: number; readonly days?: number };

/**
 * Payouts by the million, out of those that are there: each is one of them at another moment, with numbers and ids of its own, another
 * amount, and (open loop) another of the merchant's receivers. Without moves and decisions: what is measured reads few of those. The
 * indexes are built afterwards, since keeping them meanwhile takes several times as long.
 */
export async function multiplyPayouts({ databaseUrl, merchantId, count, days = 720 }: Multiply): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    for (const setting of ["synchronous_commit = off", "maintenance_work_mem = '512MB'", "work_mem = '128MB'"])
      await client.query(`SET ${setting}`);
    const { rows: indexes } = await client.query<{ name: string; definition: string }>(SECONDARY_INDEXES);
    await client.query("BEGIN");
    for (const { name } of indexes) await client.query(`DROP INDEX "${name}"`);
    await client.query(WHO, [merchantId]);
    await client.query(PATTERNS, [merchantId]);
    await client.query("ANALYZE who");
    await client.query("ANALYZE pattern");
    // The guards look at each row's order, receiver and limits, which these rows keep out of.
    await client.query('ALTER TABLE "payout" DISABLE TRIGGER USER');
    await client.query(insertStatement(await columnsOf(client)), [count, days]);
    await client.query('ALTER TABLE "payout" ENABLE TRIGGER USER');
    await client.query(NAMES, [merchantId]);
    for (const { definition } of indexes) await client.query(definition);
    await client.query("COMMIT");
    // What a trigram index has not sorted in yet makes it look dear, until some autovacuum comes along.
    await client.query('VACUUM (ANALYZE) "payout"');
    await client.query('VACUUM (ANALYZE) "payee_name"');
  } finally {
    await client.end();
  }
}

const SECONDARY_INDEXES = `SELECT i."indexrelid"::regclass::text AS "quoted", c."relname" AS "name", pg_get_indexdef(i."indexrelid") AS "definition"
  FROM "pg_index" i JOIN "pg_class" c ON c."oid" = i."indexrelid" WHERE i."indrelid" = '"payout"'::regclass AND NOT i."indisunique"`;

const WHO = `CREATE TEMP TABLE who ON COMMIT DROP AS
  SELECT row_number() OVER () - 1 AS n, r."id" AS "receiverId", v."id" AS "versionId", r."name", v."masked", v."lastFour"
  FROM "receiver" r JOIN "receiver_account" a ON a."receiverId" = r."id" JOIN "receiver_account_version" v ON v."accountId" = a."id"
  WHERE r."merchantId" = $1`;

const PATTERNS = `CREATE TEMP TABLE pattern ON COMMIT DROP AS
  SELECT row_number() OVER () - 1 AS n, p.* FROM "payout" p WHERE p."merchantId" = $1 AND p."nextCheckAt" IS NULL AND p."submissionKey" IS NULL`;

/** As the trigger writes them. */
const NAMES = `INSERT INTO "payee_name" ("merchantId", "name", "folded")
  SELECT $1, paid."name", fold_name(paid."name") FROM (SELECT DISTINCT "receiverName" AS "name" FROM "payout" WHERE "merchantId" = $1) paid
  WHERE NOT EXISTS (SELECT 1 FROM "payee_name" n WHERE n."merchantId" = $1 AND n."name" = paid."name")`;

async function columnsOf(client: pg.Client): Promise<readonly string[]> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT a."attname" AS "name" FROM "pg_attribute" a WHERE a."attrelid" = '"payout"'::regclass AND a."attnum" > 0 AND NOT a."attisdropped"`,
  );
  return rows.map(({ name }) => name);
}

/** What makes a payout its own; everything else is its pattern's. `shift` moves all its moments alike. */
const OWN: Readonly<Record<string, string>> = {
  id: `'po_' || lpad(upper(to_hex(s.g)), 10, '0') || upper(substr(s.hash, 1, 16))`,
  number: `'CF' || upper(substr(s.hash, 5, 12))`,
  dispatchKey: "gen_random_uuid()",
  amountMinor: "100 + (s.g::bigint * 7919) % 500000",
  reference: `split_part(p."reference", ' ', 1) || ' ' || s.g`,
  statementText: `split_part(p."reference", ' ', 1) || ' ' || s.g`,
  orderId: `CASE WHEN p."orderId" IS NOT NULL THEN 'ORD-M' || s.g END`,
  providerPayoutId: `CASE WHEN p."providerPayoutId" IS NOT NULL THEN s.hash::uuid::text END`,
  traceId: `CASE WHEN p."traceId" IS NOT NULL THEN reverse(s.hash) END`,
  receiverId: `CASE WHEN p."receiverId" IS NOT NULL THEN w."receiverId" END`,
  receiverAccountVersionId: `CASE WHEN p."receiverId" IS NOT NULL THEN w."versionId" END`,
  receiverName: `CASE WHEN p."receiverId" IS NOT NULL THEN w."name" ELSE p."receiverName" END`,
  accountMasked: `CASE WHEN p."receiverId" IS NOT NULL THEN w."masked" ELSE p."accountMasked" END`,
  accountLastFour: `CASE WHEN p."receiverId" IS NOT NULL THEN w."lastFour" ELSE p."accountLastFour" END`,
  searchText: `lower('CF' || substr(s.hash, 5, 12) || ' ' || split_part(p."reference", ' ', 1) || ' ' || s.g || ' ')
    || fold_name(CASE WHEN p."receiverId" IS NOT NULL THEN w."name" ELSE p."receiverName" END)`,
  contradiction: "NULL",
};
const MOMENTS = ["createdAt", "submittedAt", "approvedAt", "sentAt", "settledAt", "stateAt"];

function insertStatement(columns: readonly string[]): string {
  const values = columns.map((name) => OWN[name] ?? (MOMENTS.includes(name) ? `p."${name}" - p."createdAt" + s.at` : `p."${name}"`));
  return `INSERT INTO "payout" (${columns.map((name) => `"${name}"`).join(", ")})
    SELECT ${values.join(", ")}
    FROM (SELECT g, md5('bench' || g) AS hash, date_trunc('milliseconds', now() - g * ($2::float8 / $1 * interval '1 day')) AS at
      FROM generate_series(1, $1::int) g) s
    JOIN pattern p ON p.n = s.g % (SELECT count(*) FROM pattern)
    JOIN who w ON w.n = (s.g::bigint * 104729) % (SELECT count(*) FROM who)`;
}
