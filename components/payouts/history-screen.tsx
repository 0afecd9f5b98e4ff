"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useEffectEvent, useMemo, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { ErrorFace } from "@/components/ui/error-face";
import { TableFace } from "@/components/ui/table-faces";
import type { PayoutRow } from "@/lib/domain/payout/history-view";
import type { HistoryChoices } from "@/lib/queries/list-history-choices";
import type { HistoryDesk } from "@/lib/queries/read-history-desk";
import { HistoryBar } from "./history-bar";
import { HistoryEmpty } from "./history-empty";
import { HistoryFooter } from "./history-footer";
import { HistoryProblems, NewerNotice, StaleNotice } from "./history-notices";
import { historyPageOptions, SessionEnded } from "./history-options";
import { HistoryRows } from "./history-rows";
import { HistoryRowsSkeleton } from "./history-rows-skeleton";
import { HistoryTable } from "./history-table";
import { HistoryViews } from "./history-views";
import { useHistoryAddress } from "./use-history-address";
import { useHistoryKeys } from "./use-history-keys";
import { useKeptPlace } from "./use-kept-place";
import { useLivePayouts } from "./use-live-payouts";
import { useReading } from "./use-reading";

export type HistoryScreenProps = { choices: HistoryChoices; desk: HistoryDesk; mayCreate: boolean };

/** The history: filters, rows that keep themselves fresh, totals and pages; all by mouse, thumb and keyboard. */
export function HistoryScreen({ choices, desk, mayCreate }: HistoryScreenProps) {
  const client = useQueryClient();
  const address = useHistoryAddress();
  const { query, startQuery, isNewest, turn } = address;
  const [layout, setLayout] = useState(desk.layout);
  const frame = useRef<HTMLDivElement>(null);
  const region = useRef<HTMLDivElement>(null);
  const search = useRef<HTMLInputElement>(null);
  const isReading = useReading(frame, region);
  const { page, isTurning, isGoingOn, error, updatedAt, retry, showNewer } = useLivePayouts({ query, startQuery, isNewest, isReading });

  const rows = isTurning ? NO_ROWS : (page?.rows ?? NO_ROWS);
  const older = isTurning ? null : (page?.older ?? null);
  const newer = isTurning ? null : (page?.newer ?? null);
  const onFurther = older && address.goOn ? (isGoingOn ? () => undefined : address.goOn) : null;
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
  // The way back finds what was seen, held or not.
  const keepRows = () => void (page && client.setQueryData(historyPageOptions(query).queryKey, page));
  const onOpen = (payoutId: string) => place.keepPlace(payoutId);
  const keys = useHistoryKeys({ rows, isTurning, onFurther, region, search, onOlder, onNewer, onOpen });
  const place = useKeptPlace({ query, startQuery, region, rows, onOpen: keepRows, onReturn: keys.setCurrentId });

  const labels = useMemo(() => new Map(choices.providers.map(({ id, label }) => [id, label])), [choices.providers]);
  return (
    <div className="flex flex-col gap-3">
      <HistoryViews desk={desk} filterQuery={address.filterQuery} layout={layout} onArranged={setLayout} />
      <HistoryBar address={address} choices={choices} names={page?.names} search={search} onLeaveSearch={() => keys.focusRow(0)} />
      <HistoryProblems problems={page?.problems ?? []} query={query} />
      {error && page ? <StaleNotice since={updatedAt} isSessionOver={error instanceof SessionEnded} onRetry={retry} /> : null}
      <div ref={frame} className="relative">
        <NewerNotice count={isNewest && !isTurning ? (page?.newerCount ?? 0) : 0} onShow={() => void showFromTop()} />
        <HistoryTable ref={region} layout={layout} isBusy={isTurning} rowCount={isNewest && !older ? rows.length + 1 : -1}>
          {page && page.rows.length > 0 ? (
            <HistoryRows
              region={region}
              rows={page.rows}
              layout={layout}
              providerLabels={labels}
              currentId={keys.currentId}
              isFaint={isTurning}
              onFocus={keys.setCurrentId}
              onPressRow={place.onPressRow}
              onNearEnd={() => onFurther?.()}
            />
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
        newerQuery={newer && (isNewest ? address.filterQuery : address.queryOf({ newer }))}
        olderQuery={older && address.queryOf({ older })}
        onNewer={() => onNewer?.()}
        onOlder={() => onOlder?.()}
        onReachForOlder={() => {
          if (older) void client.prefetchQuery(historyPageOptions(address.queryOf({ older })));
        }}
      />
    </div>
  );
}

const NO_ROWS: readonly PayoutRow[] = [];

function scrollToTop(region: HTMLElement | null) {
  region?.firstElementChild?.scrollTo({ top: 0 });
}
