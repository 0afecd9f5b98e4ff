import { Prisma } from "./generated/client";

/**
 * An INSERT of rows that are alike, as one value: cell by cell they cost the driver more than the database, which knows the types of its
 * columns anyway. Columns that are left out keep their defaults. It may stand in a WITH, so that several tables are written at once.
 */
export function insertRows(table: string, rows: readonly [object, ...object[]]): Prisma.Sql {
  const columns = Prisma.raw(
    Object.keys(rows[0])
      .map((name) => `"${name}"`)
      .join(", "),
  );
  const name = Prisma.raw(`"${table}"`);
  return Prisma.sql`INSERT INTO ${name} (${columns}) SELECT ${columns} FROM jsonb_populate_recordset(NULL::${name}, ${jsonText(rows)}::jsonb)`;
}

/** Half of a surrogate pair is no text to PostgreSQL's JSON; as everywhere else it becomes the sign of what could not be read. */
function jsonText(value: unknown): string {
  const text = JSON.stringify(value);
  if (!text.includes("\\ud")) return text;
  return JSON.stringify(value, (_name, part: unknown) => (typeof part === "string" ? Buffer.from(part).toString() : part));
}
