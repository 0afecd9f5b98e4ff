"use client";

import type { ReactNode, Ref } from "react";
import { useDisplaySettings } from "@/components/display/display-settings";
import { classNames } from "@/components/ui/class-names";
import { HeadCell, Table, TableHead } from "@/components/ui/table";
import { dateFormat } from "@/lib/base/formats";
import type { HistoryColumn, HistoryLayout } from "@/lib/domain/payout/history-layout";
import { HISTORY_CELLS, PINNED } from "./history-cells";

export type HistoryTableProps = {
  ref?: Ref<HTMLDivElement>;
  layout: HistoryLayout;
  isBusy?: boolean;
  /** With the head; -1 where nobody has counted them. */
  rowCount?: number;
  children: ReactNode;
};

const TIMES: readonly HistoryColumn[] = ["created", "settled"];

/** Head and frame of the history: the rows move inside it, so that filters and totals stay in view. */
export function HistoryTable({ ref, layout, isBusy, rowCount, children }: HistoryTableProps) {
  const { locale, timeZone, now } = useDisplaySettings();
  return (
    <div ref={ref} className="min-w-0" data-history="">
      <Table
        label="Payouts, newest first"
        density={layout.density ?? undefined}
        isBusy={isBusy}
        rowCount={rowCount}
        className="max-md:border-x-0 max-md:-mx-4 max-md:rounded-none md:max-h-[calc(100dvh-18rem)] md:overflow-y-auto"
      >
        <TableHead>
          {layout.columns.map((column, place) => {
            const { title, head, isNumeric } = HISTORY_CELLS[column];
            return (
              <HeadCell key={column} isNumeric={isNumeric} className={classNames(head, layout.isFirstPinned && place === 0 && PINNED)}>
                {TIMES.includes(column) ? `${title} (${zoneName({ locale, timeZone, now })})` : title}
              </HeadCell>
            );
          })}
        </TableHead>
        {children}
      </Table>
    </div>
  );
}

function zoneName({ locale, timeZone, now }: { locale: string; timeZone: string; now: Date }): string {
  const parts = dateFormat(locale, { timeZone, timeZoneName: "short" }).formatToParts(now);
  return parts.find(({ type }) => type === "timeZoneName")?.value ?? timeZone;
}
