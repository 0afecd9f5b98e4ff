import * as z from "zod";
import { CURRENCIES } from "@/lib/base/currency";
import { POSITION_NAMES, type RawPosition } from "@/lib/domain/paging/cursor";
import { FILTER_NAMES, type RawFilters } from "./filters";
import { PAYOUT_STATES } from "./lifecycle";

// The history as the browser gets it: by the first paint and by the live route alike. Plain JSON, amounts as digits, since JSON
// has no bigint and a float would round them.

export const PayoutRow = z.object({
  id: z.string(),
  number: z.string(),
  createdAt: z.string(),
  stateAt: z.string(),
  state: z.enum(PAYOUT_STATES),
  /** Approved, and held for nothing but its day. */
  goesOn: z.string().nullable(),
  amountMinor: z.string(),
  currency: z.enum(CURRENCIES),
  loop: z.enum(["closed", "open"]),
  provider: z.string(),
  connectionName: z.string(),
  reference: z.string(),
  receiverName: z.string(),
  accountMasked: z.string().nullable(),
  makerName: z.string(),
  /** Whose it is; null while it is nobody's. */
  assigneeName: z.string().nullable(),
  orderId: z.string().nullable(),
  rail: z.string().nullable(),
  settledAt: z.string().nullable(),
  failureReason: z.string().nullable(),
  providerPayoutId: z.string().nullable(),
  /** The provider says something else than we do. */
  isContradicted: z.boolean(),
});
export type PayoutRow = z.infer<typeof PayoutRow>;

export const HistoryPage = z.object({
  rows: z.array(PayoutRow),
  /** What follows `older=` and `newer=` in the neighbouring pages' addresses; null where there is none. */
  older: z.string().nullable(),
  newer: z.string().nullable(),
  /** On a page that is held still: how many have come since above its first row, counted up to a bound. */
  newerCount: z.int(),
  /** What stands in the address and could not be used, with the reason. */
  problems: z.array(z.object({ name: z.string(), value: z.string(), sentence: z.string() })),
  /** What the ids in the filters are called. */
  names: z.object({
    receiverId: z.string().nullable(),
    makerId: z.string().nullable(),
    checkerId: z.string().nullable(),
    batchId: z.string().nullable(),
    assigneeId: z.string().nullable(),
  }),
});
export type HistoryPage = z.infer<typeof HistoryPage>;

const Sum = z.object({ currency: z.enum(CURRENCIES), amountMinor: z.string() });

export const PayoutTotals = z.object({
  /** Exact, or the planner's estimate where there are more than the bound. */
  count: z.int(),
  isExact: z.boolean(),
  /** Sums of the newest `summed` payouts: of all, where the count is exact. Sums across currencies do not exist. */
  sums: z.array(Sum),
  summed: z.int(),
});
export type PayoutTotals = z.infer<typeof PayoutTotals>;

/** How many rows a view goes down to: a page, and further for whoever reads on. What lies beyond is the next page. */
export const HISTORY_SIZES = [50, 200, 1_000] as const;
export type HistorySize = (typeof HISTORY_SIZES)[number];

/** What is none of the sizes is the first. */
export function readHistorySize(text: string | null | undefined): HistorySize {
  return HISTORY_SIZES.find((size) => String(size) === text) ?? HISTORY_SIZES[0];
}

/** Filters and position as they stand in an address, and how far down the rows go. */
export type HistoryAddress = RawFilters & RawPosition & { readonly rows?: string | null };

/** Picks what belongs to the history out of an address, whoever else left words in it. */
export function historyAddress(valuesOf: (name: string) => readonly string[]): HistoryAddress {
  return Object.fromEntries([
    ...FILTER_NAMES.map((name) => [name, valuesOf(name)] as const),
    ...[...POSITION_NAMES, ROWS].map((name) => [name, valuesOf(name)[0] ?? null] as const),
  ]);
}

const ROWS = "rows";

/** One spelling for one view: the key under which it is kept, and what the live route is asked. */
export function historyQuery(address: HistoryAddress): string {
  const names = [...FILTER_NAMES, ...POSITION_NAMES];
  const pairs = names.flatMap((name) => [address[name] ?? []].flat().flatMap((value) => (value.trim() === "" ? [] : [[name, value]])));
  const size = readHistorySize(address.rows);
  return new URLSearchParams(size === HISTORY_SIZES[0] ? pairs : [...pairs, [ROWS, String(size)]]).toString();
}
