"use client";

import { parseAsNativeArrayOf, parseAsString, useQueryStates } from "nuqs";
import type { PositionName } from "@/lib/domain/paging/cursor";
import { type FilterName, readPayoutFilters } from "@/lib/domain/payout/filters";
import { HISTORY_SIZES, historyQuery, readHistorySize } from "@/lib/domain/payout/history-view";

const one = parseAsString;
const several = parseAsNativeArrayOf(parseAsString).withDefault([]);

/** Values are kept as they were written: what cannot be read is shown to the person, not swallowed here. */
const ADDRESS = {
  q: one,
  state: several,
  from: one,
  to: one,
  provider: several,
  connection: several,
  currency: several,
  amountFrom: one,
  amountTo: one,
  loop: one,
  reference: one,
  orderId: one,
  receiverId: one,
  makerId: one,
  checkerId: one,
  batchId: one,
  assigneeId: one,
  rail: several,
  failureReason: several,
  zone: one,
  changedFrom: one,
  contradicted: one,
  older: one,
  newer: one,
  rows: one,
} as const satisfies Record<FilterName | Exclude<PositionName, "first"> | "rows", typeof one | typeof several>;

const NOTHING = {
  q: null,
  state: null,
  from: null,
  to: null,
  provider: null,
  connection: null,
  currency: null,
  amountFrom: null,
  amountTo: null,
  loop: null,
  reference: null,
  orderId: null,
  receiverId: null,
  makerId: null,
  checkerId: null,
  batchId: null,
  assigneeId: null,
  rail: null,
  failureReason: null,
  zone: null,
  changedFrom: null,
  contradicted: null,
} as const satisfies Record<FilterName, null>;

const FROM_THE_TOP = { older: null, newer: null, rows: null } as const;

type Position = { readonly older: string } | { readonly newer: string };

export type FilterPatch = { readonly [N in FilterName]?: (typeof ADDRESS)[N] extends typeof one ? string | null : string[] | null };

/** The history's view, all of it in the address: whoever gets the link sees the same rows. */
export function useHistoryAddress() {
  // Shallow: rows come from the live route, so the server need not draw the page again for every filter.
  const [address, setAddress] = useQueryStates(ADDRESS, { history: "push", shallow: true, scroll: false });
  const { filters } = readPayoutFilters(address);
  const query = historyQuery(address);
  const filterQuery = historyQuery({ ...address, ...FROM_THE_TOP });
  const larger = HISTORY_SIZES.find((size) => size > readHistorySize(address.rows));
  return {
    filters,
    /** Key of the rows in view; the same however far down they go; and of the filters alone. */
    query,
    startQuery: historyQuery({ ...address, rows: null }),
    filterQuery,
    /** Key of the page below or above this one. */
    queryOf: (position: Position) => historyQuery({ ...address, ...FROM_THE_TOP, ...position }),
    isComingUp: Boolean(address.newer),
    isNewest: !address.older && !address.newer,
    isFiltered: filterQuery !== "",
    /** Other filters mean other rows, so they are shown from the newest on. `isTyping` keeps single letters out of the history. */
    change: (patch: FilterPatch, { isTyping = false }: { isTyping?: boolean } = {}) =>
      void setAddress({ ...patch, ...FROM_THE_TOP }, { history: isTyping ? "replace" : "push" }),
    clear: () => void setAddress({ ...NOTHING, ...FROM_THE_TOP }),
    turn: (position: Position) => void setAddress({ ...FROM_THE_TOP, ...position }),
    /** Without a step of its own in the browser's history: the page in view is the newest already, or there is none. */
    turnToNewest: () => void setAddress(FROM_THE_TOP, { history: "replace" }),
    /** Lets the rows of this view go further down; null where they go as far as they can. */
    goOn: larger ? () => void setAddress({ rows: String(larger) }, { history: "replace" }) : null,
  };
}

export type HistoryAddressState = ReturnType<typeof useHistoryAddress>;
