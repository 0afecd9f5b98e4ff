"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useEffectEvent, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { ErrorFace } from "@/components/ui/error-face";
import { TableFace } from "@/components/ui/table-faces";
import type { HistoryChoices } from "@/lib/queries/list-history-choices";
import type { HistoryDesk } from "@/lib/queries/read-history-desk";
import { HistoryBar } from "./history-bar";
import { HistoryEmpty } from "./history-empty";
import { HistoryFooter } from "./history-footer";
import { HistoryProblems, NewerNotice, StaleNotice } from "./history-notices";
import { historyPageOptions, SessionEnded } from "./history-options";
import { HistoryRow } from "./history-row";
import { HistoryRowsSkeleton } from "./history-skeleton";
import { HistoryTable } from "./history-table";
import { HistoryViews } from "./history-views";
import { useHistoryAddress } from "./use-history-address";
import { useHistoryKeys } from "./use-history-keys";
import { useKeptPlace } from "./use-kept-place";
import { useLivePayouts } from "./use-live-payouts";

export type HistoryScreenProps = { choices: HistoryChoices; desk: HistoryDesk; mayCreate: boolean };

/** The history: filters, rows that keep themselves fresh, totals and pages; all by mouse, thumb and keyboard. */
export function HistoryScreen({ choices, desk, mayCreate }: HistoryScreenProps) {
  const client = useQueryClient();
  const address = useHistoryAddress();
  const { query, isNewest, turn } = address;
  const [layout, setLayout] = useState(desk.layout);
  const region = useRef<HTMLDivElement>(null);
  const search = useRef<HTMLInputElement>(null);
  const isReading = useCallback(() => isBeingRead(region.current), []);
  const { page, isTurning, error, updatedAt, retry, showNewer } = useLivePayouts({ query, isNewest, isReading });

  const older = isTurning ? null : (page?.older ?? null);
  const newer = isTurning ? null : (page?.newer ?? null);
  const onOlder = older ? () => turn({ older }) : null;
  // A held page may have newer ones above it that are no page of their own yet.
  const onNewer = newer ? () => (isNewest ? void showFromTop() : turn({ newer })) : null;
  const showFromTop = async () => {
    await showNewer();
    scrollToTop(region.current);
  };
  const hasArrived = address.isComingUp && !isTurning && page?.newer === null;
  const settleAtTop = useEffectEvent(() => {
    if (page) client.setQueryData(historyPageOptions(address.filterQuery).queryKey, page);
    address.turnToNewest();
  });
  // Back up at the top: from here on it is the newest page, live, and its address says so.
  useEffect(() => (hasArrived ? settleAtTop() : undefined), [hasArrived]);
  const onOpen = (payoutId: string) => place.keepPlace(payoutId);
  const keys = useHistoryKeys({ rows: page?.rows ?? [], isTurning, region, search, onOlder, onNewer, onOpen });
  const hasRows = !isTurning && (page?.rows.length ?? 0) > 0;
  const place = useKeptPlace({ query, region, hasRows, onReturn: keys.setCurrentId });

  const labels = new Map(choices.providers.map(({ id, label }) => [id, label]));
  return (
    <div className="flex flex-col gap-3">
      <HistoryViews desk={desk} filterQuery={address.filterQuery} layout={layout} onArranged={setLayout} />
      <HistoryBar address={address} choices={choices} names={page?.names} search={search} onLeaveSearch={() => keys.focusRow(0)} />
      <HistoryProblems problems={page?.problems ?? []} query={query} />
      {error && page ? <StaleNotice since={updatedAt} isSessionOver={error instanceof SessionEnded} onRetry={retry} /> : null}
      <div className="relative">
        <NewerNotice count={isNewest && !isTurning ? (page?.newerCount ?? 0) : 0} onShow={() => void showFromTop()} />
        <HistoryTable ref={region} layout={layout} isBusy={isTurning}>
          {page && page.rows.length > 0 ? (
            <tbody onClickCapture={place.onPressRow} className={isTurning ? "opacity-60 transition-opacity" : "transition-opacity"}>
              {page.rows.map((payout) => (
                <HistoryRow
                  key={payout.id}
                  payout={payout}
                  layout={layout}
                  providerLabel={labels.get(payout.provider) ?? payout.provider}
                  isCurrent={payout.id === keys.currentId}
                  onFocus={keys.setCurrentId}
                />
              ))}
            </tbody>
          ) : page ? (
            <HistoryEmpty address={address} mayCreate={mayCreate} columns={layout.columns.length} />
          ) : error ? (
            <TableFace columns={layout.columns.length}>
              <ErrorFace title="The history could not be loaded" action={<Button onPress={retry}>Try again</Button>}>
                Nothing was lost: payouts are where they were, and what was on its way goes on.
              </ErrorFace>
            </TableFace>
          ) : (
            <HistoryRowsSkeleton />
          )}
        </HistoryTable>
      </div>
      <HistoryFooter
        filterQuery={address.filterQuery}
        onNewer={onNewer}
        onOlder={onOlder}
        onReachForOlder={() => {
          if (older) void client.prefetchQuery(historyPageOptions(address.queryOlderThan(older)));
        }}
      />
    </div>
  );
}

/** Under the pointer, under the keys, or scrolled: someone is at these rows, and they stay where they are. */
function isBeingRead(region: HTMLElement | null): boolean {
  if (!region) return false;
  const scroller = region.firstElementChild;
  return (scroller?.scrollTop ?? 0) > 0 || window.scrollY > 80 || region.matches(":hover") || region.contains(document.activeElement);
}

function scrollToTop(region: HTMLElement | null) {
  region?.firstElementChild?.scrollTo({ top: 0 });
}
