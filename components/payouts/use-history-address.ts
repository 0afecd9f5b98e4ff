"use client";

import { parseAsNativeArrayOf, parseAsString, useQueryStates } from "nuqs";
import type { PositionName } from "@/lib/domain/paging/cursor";
import { type FilterName, readPayoutFilters } from "@/lib/domain/payout/filters";
import { historyQuery } from "@/lib/domain/payout/history-view";

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
} as const satisfies Record<FilterName | Exclude<PositionName, "first">, typeof one | typeof several>;

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

export type FilterPatch = { readonly [N in FilterName]?: (typeof ADDRESS)[N] extends typeof one ? string | null : string[] | null };

/** The history's view, all of it in the address: whoever gets the link sees the same rows. */
export function useHistoryAddress() {
  // Shallow: rows come from the live route, so the server need not draw the page again for every filter.
  const [address, setAddress] = useQueryStates(ADDRESS, { history: "push", shallow: true, scroll: false });
  const { filters } = readPayoutFilters(address);
  const query = historyQuery(address);
  const filterQuery = historyQuery({ ...address, older: null, newer: null });
  return {
    filters,
    /** Key of the page in view, and of the filters alone. */
    query,
    filterQuery,
    /** Key of the page below this one. */
    queryOlderThan: (older: string) => historyQuery({ ...address, older, newer: null }),
    isComingUp: Boolean(address.newer),
    isNewest: !address.older && !address.newer,
    isFiltered: filterQuery !== "",
    /** Other filters mean other rows, so they are shown from the newest on. `isTyping` keeps single letters out of the history. */
    change: (patch: FilterPatch, { isTyping = false }: { isTyping?: boolean } = {}) =>
      void setAddress({ ...patch, older: null, newer: null }, { history: isTyping ? "replace" : "push" }),
    clear: () => void setAddress({ ...NOTHING, older: null, newer: null }),
    turn: (position: { older: string } | { newer: string }) => void setAddress({ older: null, newer: null, ...position }),
    /** Without a step of its own in the browser's history: the page in view is the newest already, or there is none. */
    turnToNewest: () => void setAddress({ older: null, newer: null }, { history: "replace" }),
  };
}

export type HistoryAddressState = ReturnType<typeof useHistoryAddress>;
