import type { Tx } from "@/lib/db/client";

/** A pair of columns that hold a secret: `<name>Sealed` and, beside it, the id of the key that opens it. */
export type SealedColumn = {
  readonly table: string;
  readonly name: string;
  /** The row's primary key, in order: what is sealed is bound to it, written with colons between. */
  readonly place: readonly { readonly column: string; readonly type: string }[];
};

/** Every one that there is, as the database knows them: a new one cannot be forgotten. */
export async function sealedColumns(db: Tx): Promise<readonly SealedColumn[]> {
  const rows = await db.$queryRaw<{ table: string; column: string; hasKey: boolean; place: SealedColumn["place"] | null }[]>`
    SELECT c.table_name AS "table", c.column_name AS "column",
      EXISTS (SELECT FROM information_schema.columns AS k WHERE k.table_schema = c.table_schema AND k.table_name = c.table_name
        AND k.column_name = regexp_replace(c.column_name, 'Sealed$', 'KeyId')) AS "hasKey",
      (SELECT jsonb_agg(jsonb_build_object('column', a.attname, 'type', format_type(a.atttypid, NULL)) ORDER BY part.at)
        FROM pg_index AS i CROSS JOIN LATERAL unnest(i.indkey) WITH ORDINALITY AS part(number, at)
        JOIN pg_attribute AS a ON a.attrelid = i.indrelid AND a.attnum = part.number
        WHERE i.indrelid = format('%I.%I', c.table_schema, c.table_name)::regclass AND i.indisprimary) AS "place"
    FROM information_schema.columns AS c
    WHERE c.table_schema = current_schema() AND c.column_name LIKE '%Sealed' AND c.data_type = 'bytea'
    ORDER BY 1, 2`;
  return rows.map(({ table, column, hasKey, place }) => {
    if (!hasKey || !place) throw new Error(`${table}.${column} is sealed without the id of its key, or in a row without a primary key.`);
    return { table, name: column.slice(0, -"Sealed".length), place };
  });
}
