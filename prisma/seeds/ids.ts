import { randomFillSync, randomUUID } from "node:crypto";
import { type IdKind, newId } from "@/lib/base/id";

/**
 * Ids as `lib/base/id.ts` makes them, an order of magnitude faster: a million payouts have fifteen million rows. Randomness is
 * drawn a pool at a time, and characters come two by two.
 */
export function seedId(kind: IdKind, atMs: number): string {
  return prefixOf(kind) + timeText(atMs) + randomPairs(8);
}

/** Begins with the time as well: a million numbers in no order at all would touch every page of their index. */
export function seedPayoutNumber(atMs: number): string {
  return `CF${timeText(atMs).slice(2, 6)}${randomPairs(4)}`;
}

/** A UUID that begins with the time, for the same reason. */
export function seedUuid(atMs: number): string {
  const random = randomUUID();
  const time = atMs.toString(16).padStart(12, "0");
  return `${time.slice(0, 8)}-${time.slice(8)}${random.slice(13)}`;
}

const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const PAIRS = Array.from({ length: 1024 }, (_, index) => `${ALPHABET[index >> 5]}${ALPHABET[index & 31]}`);

const prefixes = new Map<IdKind, string>();

function prefixOf(kind: IdKind): string {
  const known = prefixes.get(kind);
  if (known !== undefined) return known;
  const prefix = newId(kind).slice(0, -26);
  prefixes.set(kind, prefix);
  return prefix;
}

/** Fifty bits of milliseconds, in five pairs. */
function timeText(ms: number): string {
  let rest = ms;
  let text = "";
  for (let place = 0; place < 5; place += 1) {
    text = PAIRS[rest % 1024] + text;
    rest = Math.floor(rest / 1024);
  }
  return text;
}

const pool = new Uint16Array(8192);
let used = pool.length;

function randomPairs(count: number): string {
  if (used + count > pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  let text = "";
  for (let place = 0; place < count; place += 1) text += PAIRS[(pool[used + place] ?? 0) & 1023];
  used += count;
  return text;
}
