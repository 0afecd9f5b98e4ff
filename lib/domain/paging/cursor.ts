/** A place in a list ordered by time and id: exact whatever is added meanwhile, and as fast on the last page as on the first. */
export type Cursor = { readonly at: Date; readonly id: string };

/** Which rows a page shows. `from` holds a page still: the row it names is the first one, whatever has come since. */
export type PagePosition =
  | { readonly kind: "newest" }
  | { readonly kind: "older"; readonly than: Cursor }
  | { readonly kind: "newer"; readonly than: Cursor }
  | { readonly kind: "from"; readonly first: Cursor };

export const NEWEST: PagePosition = { kind: "newest" };

/** Times are stored to the millisecond, so the text loses nothing. */
export function writeCursor({ at, id }: Cursor): string {
  return `${at.getTime().toString(36)}.${id}`;
}

export function readCursor(text: string): Cursor | null {
  const match = /^([0-9a-z]{1,10})\.([A-Za-z0-9_-]{1,60})$/.exec(text);
  const [, time = "", id = ""] = match ?? [];
  const at = new Date(Number.parseInt(time, 36));
  return match && !Number.isNaN(at.getTime()) ? { at, id } : null;
}

/** The words that stand for a position in an address. */
export const POSITION_NAMES = ["older", "newer", "first"] as const;
export type PositionName = (typeof POSITION_NAMES)[number];
export type RawPosition = Readonly<Partial<Record<PositionName, string | null>>>;

/** Reads where a page stands from its address. Null when a cursor is there but cannot be read. */
export function readPosition({ older, newer, first }: RawPosition): PagePosition | null {
  const text = older || newer || first;
  if (!text) return NEWEST;
  const cursor = readCursor(text);
  if (!cursor) return null;
  if (older) return { kind: "older", than: cursor };
  return newer ? { kind: "newer", than: cursor } : { kind: "from", first: cursor };
}
