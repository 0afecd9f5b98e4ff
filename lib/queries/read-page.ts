import { Prisma } from "@/lib/db/generated/client";
import type { Cursor, PagePosition } from "@/lib/domain/paging/cursor";

export type Page<Row> = { readonly rows: readonly Row[]; readonly older: Cursor | null; readonly newer: Cursor | null };

/** Which rows a list has to read, as SQL: `side` begins with AND or is empty, `direction` is ASC or DESC. */
export type Slice = { readonly side: Prisma.Sql; readonly direction: Prisma.Sql; readonly limit: number };

export type ReadPage<Row> = {
  readonly position: PagePosition;
  readonly size: number;
  /** The columns that order the list, as one SQL row: `(e."at", e."id")`. */
  readonly key: Prisma.Sql;
  readonly cursorOf: (row: Row) => Cursor;
  readonly read: (slice: Slice) => Promise<readonly Row[]>;
};

/**
 * A page of a list that is read newest first, and where to go on from it. Going newer it is never a torn page: what is less than one is
 * the newest page.
 */
export async function readPage<Row>({ position, size, key, cursorOf, read }: ReadPage<Row>): Promise<Page<Row>> {
  const at = (row: Row | undefined) => (row === undefined ? null : cursorOf(row));
  const limit = size + 1;
  if (position.kind === "newer") {
    const { than } = position;
    const rows = await read({ side: Prisma.sql`AND ${key} > (${than.at}, ${than.id})`, direction: Prisma.sql`ASC`, limit });
    const page = rows.slice(0, size).reverse();
    if (rows.length > size) return { rows: page, older: at(page.at(-1)), newer: at(page[0]) };
  }
  const than = position.kind === "older" ? position.than : null;
  const side = than ? Prisma.sql`AND ${key} < (${than.at}, ${than.id})` : Prisma.empty;
  const rows = await read({ side, direction: Prisma.sql`DESC`, limit });
  const page = rows.slice(0, size);
  return { rows: page, older: rows.length > size ? at(page.at(-1)) : null, newer: than ? (at(page[0]) ?? than) : null };
}
