/** Ours: Ipay names neither a default nor a greatest number of rows. */
const DEFAULT_LIMIT = 20;
const GREATEST_LIMIT = 100;

type Page<T> = { readonly rows: readonly T[]; readonly lastkey: { readonly lastkey?: string } };

/** A page after the row that `lastkey` names. The key is base64 of some JSON, as in Ipay's sample, and absent after the last row. */
export function page<T>(all: readonly T[], query: Readonly<Record<string, string>>, keyOf: (row: T) => Record<string, string>): Page<T> {
  const encoded = (row: T) => Buffer.from(JSON.stringify(keyOf(row))).toString("base64");
  const asked = Number(query.limit ?? DEFAULT_LIMIT);
  const limit = Number.isInteger(asked) && asked > 0 ? Math.min(asked, GREATEST_LIMIT) : DEFAULT_LIMIT;
  const after = query.lastkey ? all.findIndex((row) => encoded(row) === query.lastkey) : -1;
  // A key that no row has: there is nothing after it.
  const start = query.lastkey && after === -1 ? all.length : after + 1;
  const rows = all.slice(start, start + limit);
  const last = rows.at(-1);
  return { rows, lastkey: last !== undefined && start + limit < all.length ? { lastkey: encoded(last) } : {} };
}
