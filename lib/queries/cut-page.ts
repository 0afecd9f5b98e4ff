import { type Cursor, writeCursor } from "@/lib/domain/paging/cursor";
import type { PageQuery } from "@/lib/domain/rest/page";

/** A page of a short list that is read whole, newest first: connections, or the story of one payout. */
export function cutPage<T>(
  all: readonly T[],
  { limit, cursor }: PageQuery,
  cursorOf: (item: T) => Cursor,
): { readonly rows: readonly T[]; readonly nextCursor: string | null } {
  const rest = cursor ? all.slice(placeAfter(all.map(cursorOf), cursor)) : all;
  const rows = rest.slice(0, limit);
  const last = rest.length > limit ? rows.at(-1) : undefined;
  return { rows, nextCursor: last ? writeCursor(cursorOf(last)) : null };
}

/** Behind the row that the cursor names; where that one is gone, behind all that are not older. */
function placeAfter(all: readonly Cursor[], cursor: Cursor): number {
  const place = all.findIndex(({ id }) => id === cursor.id);
  if (place >= 0) return place + 1;
  const older = all.findIndex(({ at }) => at < cursor.at);
  return older >= 0 ? older : all.length;
}
