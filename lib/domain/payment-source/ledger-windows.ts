import { addMs, DAY_MS, HOUR_MS } from "@/lib/base/time";

export type ReadWindow = { readonly from: Date; readonly to: Date };

/** A movement may be listed a little after the time that it is listed under. */
const OVERLAP_MS = HOUR_MS;
/** Providers ask for no more at once where there are many rows. */
const LONGEST_MS = 31 * DAY_MS;

/** What has to be read so that all between `from` and `to` is known without a gap, beside what has been read before. */
export function ledgerWindows(known: ReadWindow | null, { from, to }: ReadWindow): readonly ReadWindow[] {
  if (!known) return cut({ from, to });
  const before = from < known.from ? cut({ from, to: known.from }) : [];
  return [...before, ...cut({ from: addMs(known.to, -OVERLAP_MS), to })];
}

function cut({ from, to }: ReadWindow): ReadWindow[] {
  const parts: ReadWindow[] = [];
  for (let at = from; at < to; at = parts.at(-1)?.to ?? to) {
    const end = addMs(at, LONGEST_MS);
    parts.push({ from: at, to: end < to ? end : to });
  }
  return parts;
}
