"use client";

import type { MouseEventHandler, ReactNode, RefObject } from "react";
import type { HistoryLayout } from "@/lib/domain/payout/history-layout";
import type { PayoutRow } from "@/lib/domain/payout/history-view";
import { HistoryRow } from "./history-row";
import { useRowsInView } from "./use-rows-in-view";

export type HistoryRowsProps = {
  region: RefObject<HTMLElement | null>;
  rows: readonly PayoutRow[];
  layout: HistoryLayout;
  providerLabels: ReadonlyMap<string, string>;
  currentId: string | null;
  isFaint: boolean;
  onFocus: (payoutId: string) => void;
  onPressRow: MouseEventHandler<HTMLElement>;
  onNearEnd: () => void;
};

/** The rows that are drawn, and in place of the others as much room as they would take. */
export function HistoryRows({
  region,
  rows,
  layout,
  providerLabels,
  currentId,
  isFaint,
  onFocus,
  onPressRow,
  onNearEnd,
}: HistoryRowsProps) {
  const kept = rows.findIndex(({ id }) => id === currentId);
  const { places, rowHeight } = useRowsInView({ region, count: rows.length, kept, onNearEnd });

  const drawn: ReactNode[] = [];
  let next = 0;
  const leaveRoomUntil = (place: number) => {
    if (place > next) drawn.push(<Room key={`before ${place}`} height={(place - next) * rowHeight} />);
  };
  for (const place of places) {
    const payout = rows[place];
    if (!payout) continue;
    leaveRoomUntil(place);
    drawn.push(
      <HistoryRow
        key={payout.id}
        payout={payout}
        place={place}
        layout={layout}
        providerLabel={providerLabels.get(payout.provider) ?? payout.provider}
        isCurrent={place === kept}
        onFocus={onFocus}
      />,
    );
    next = place + 1;
  }
  leaveRoomUntil(rows.length);
  return (
    <tbody onClickCapture={onPressRow} className={isFaint ? "opacity-60 transition-opacity" : "transition-opacity"}>
      {drawn}
    </tbody>
  );
}

function Room({ height }: { height: number }) {
  return (
    <tr aria-hidden style={{ height }}>
      <td />
    </tr>
  );
}
