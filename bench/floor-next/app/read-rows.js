import pg from "pg";

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 12 });

const TEXT = `SELECT p."id", p."number", p."createdAt", p."state", p."amountMinor"::text AS "amountMinor", p."currency", p."loop", p."provider",
    c."name" AS "connectionName", p."reference", p."receiverName", p."accountMasked"
  FROM (SELECT * FROM "payout" p WHERE p."merchantId" = $1 ORDER BY p."createdAt" DESC, p."id" DESC LIMIT 50) p
  JOIN "connection" c ON c."id" = p."connectionId" ORDER BY p."createdAt" DESC, p."id" DESC`;

/** The newest fifty, by one prepared statement. */
export async function readRows() {
  const { rows } = await pool.query({ name: "rows", text: TEXT, values: [process.env.FLOOR_MERCHANT] });
  return rows;
}
