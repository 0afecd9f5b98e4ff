import { db } from "@/lib/db/client";
import { sealedColumns } from "./sealed-columns";

export type SealedCount = { readonly table: string; readonly name: string; readonly keyId: string; readonly rows: number };

/** How many secrets are locked with which key, column by column. A key that stands nowhere can be thrown away. */
export async function countSealed(): Promise<readonly SealedCount[]> {
  const counts: SealedCount[] = [];
  for (const { table, name } of await sealedColumns(db())) {
    const rows = await db().$queryRawUnsafe<{ keyId: string; rows: number }[]>(
      `SELECT "${name}KeyId" AS "keyId", count(*)::int AS "rows" FROM "${table}" WHERE "${name}KeyId" IS NOT NULL GROUP BY 1 ORDER BY 1`,
    );
    counts.push(...rows.map((row) => ({ table, name, ...row })));
  }
  return counts;
}
