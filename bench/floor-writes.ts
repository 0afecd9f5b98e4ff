import pg from "pg";

/** One transaction as somebody would write it by hand who needs nothing but the rows: tables with the same columns and indexes, no guards. */
export type FloorWrites = { write(): Promise<void>; close(): Promise<void> };

export async function openFloorWrites({ url, tables }: { url: string; tables: readonly string[] }): Promise<FloorWrites> {
  const pool = new pg.Pool({ connectionString: url, max: 12, options: "-c TimeZone=UTC" });
  // Without a listener a lost connection would hide what went wrong before.
  pool.on("error", () => {});
  const copies: string[] = [];
  for (const table of tables) {
    await pool.query(`DROP TABLE IF EXISTS "floor_${table}"`);
    await pool.query(`CREATE TABLE "floor_${table}" (LIKE "${table}" INCLUDING ALL)`);
    copies.push(await insertOf(pool, table));
  }
  let made = 0;
  return {
    write: async () => {
      made += 1;
      const own = `floor${made}`;
      const client = await pool.connect();
      try {
        await client.query("BEGIN");
        for (const [place, text] of copies.entries()) await client.query({ name: `floor${place}`, text, values: [own] });
        await client.query("COMMIT");
      } finally {
        client.release();
      }
    },
    close: async () => {
      for (const table of tables) await pool.query(`DROP TABLE "floor_${table}"`);
      await pool.end();
    },
  };
}

const TYPED: Readonly<Record<string, string>> = { uuid: "gen_random_uuid()" };

/** A row like the newest of the real table, with a key of its own. */
async function insertOf(pool: pg.Pool, table: string): Promise<string> {
  const { rows: columns } = await pool.query<{ name: string; type: string; isKey: boolean; isNumber: boolean }>(
    `SELECT a."attname" AS "name", t."typname" AS "type", t."typcategory" = 'N' AS "isNumber",
       EXISTS (SELECT 1 FROM "pg_index" i WHERE i."indrelid" = a."attrelid" AND i."indisunique" AND a."attnum" = ANY (i."indkey")) AS "isKey"
     FROM "pg_attribute" a JOIN "pg_type" t ON t."oid" = a."atttypid"
     WHERE a."attrelid" = $1::regclass AND a."attnum" > 0 AND NOT a."attisdropped" AND a."attgenerated" = ''`,
    [`"${table}"`],
  );
  const { rows } = await pool.query(`SELECT * FROM "${table}" LIMIT 1`);
  if (rows.length === 0) throw new Error(`There is no row of ${table} to be like.`);
  const values = columns.map(({ name, type, isKey, isNumber }) => {
    if (!isKey) return `r."${name}"`;
    if (TYPED[type]) return TYPED[type];
    return isNumber ? `hashtextextended($1, 0)::bit(31)::int::${type}` : `$1::text`;
  });
  const names = columns.map(({ name }) => `"${name}"`).join(", ");
  return `INSERT INTO "floor_${table}" (${names}) SELECT ${values.join(", ")} FROM (SELECT * FROM "${table}" LIMIT 1) r WHERE $1::text <> ''`;
}
