import type { Tx } from "@/lib/db/client";

/** A pair of columns that hold a secret: `<name>Sealed` and, beside it, the id of the key that opens it. */
export type SealedColumn = { readonly table: string; readonly name: string };

/** Every one that there is, as the database knows them: a new one cannot be forgotten. */
export async function sealedColumns(db: Tx): Promise<readonly SealedColumn[]> {
  const rows = await db.$queryRaw<{ table: string; column: string; hasKey: boolean; hasId: boolean }[]>`
    SELECT c.table_name AS "table", c.column_name AS "column",
      EXISTS (SELECT FROM information_schema.columns AS k WHERE k.table_schema = c.table_schema AND k.table_name = c.table_name
        AND k.column_name = regexp_replace(c.column_name, 'Sealed$', 'KeyId')) AS "hasKey",
      EXISTS (SELECT FROM information_schema.columns AS i WHERE i.table_schema = c.table_schema AND i.table_name = c.table_name
        AND i.column_name = 'id') AS "hasId"
    FROM information_schema.columns AS c
    WHERE c.table_schema = current_schema() AND c.column_name LIKE '%Sealed' AND c.data_type = 'bytea'
    ORDER BY 1, 2`;
  for (const { table, column, hasKey, hasId } of rows) {
    if (!hasKey || !hasId) throw new Error(`${table}.${column} is sealed without the id of its key, or in a row without an id.`);
  }
  return rows.map(({ table, column }) => ({ table, name: column.slice(0, -"Sealed".length) }));
}
