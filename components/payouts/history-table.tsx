"use client";

import type { ReactNode, Ref } from "react";
import { useDisplaySettings } from "@/components/display/display-settings";
import { HeadCell, Table, TableHead } from "@/components/ui/table";

export type HistoryTableProps = {
  ref?: Ref<HTMLDivElement>;
  isBusy?: boolean;
  children: ReactNode;
};

/** Head and frame of the history: the rows move inside it, so that filters and totals stay in view. */
export function HistoryTable({ ref, isBusy, children }: HistoryTableProps) {
  const { locale, timeZone, now } = useDisplaySettings();
  return (
    <div ref={ref} className="min-w-0" data-history="">
      <Table
        label="Payouts, newest first"
        isBusy={isBusy}
        className="max-md:border-x-0 max-md:-mx-4 max-md:rounded-none md:max-h-[calc(100dvh-15rem)] md:overflow-y-auto"
      >
        <TableHead>
          <HeadCell className="max-md:hidden">Created ({zoneName({ locale, timeZone, now })})</HeadCell>
          <HeadCell className="max-lg:hidden">Number</HeadCell>
          <HeadCell className="min-w-48 max-md:hidden">Receiver</HeadCell>
          <HeadCell className="max-lg:hidden xl:min-w-34">Paid from</HeadCell>
          <HeadCell className="max-xl:hidden">Loop</HeadCell>
          <HeadCell className="max-xl:hidden">Reference</HeadCell>
          <HeadCell isNumeric className="min-w-32 max-md:hidden">
            Amount
          </HeadCell>
          {/* As wide as its longest word, so that no column moves when a status does. */}
          <HeadCell className="min-w-43 max-md:hidden">Status</HeadCell>
        </TableHead>
        {children}
      </Table>
    </div>
  );
}

export const HISTORY_COLUMNS = 8;

function zoneName({ locale, timeZone, now }: { locale: string; timeZone: string; now: Date }): string {
  const parts = new Intl.DateTimeFormat(locale, { timeZone, timeZoneName: "short" }).formatToParts(now);
  return parts.find(({ type }) => type === "timeZoneName")?.value ?? timeZone;
}
