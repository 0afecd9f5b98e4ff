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
        className="max-md:border-x-0 max-md:-mx-4 max-md:rounded-none md:max-h-[calc(100dvh-15rem)] md:min-h-80 md:overflow-y-auto"
      >
        <TableHead>
          <HeadCell className="max-md:hidden">Created ({zoneName({ locale, timeZone, now })})</HeadCell>
          <HeadCell className="max-md:hidden">Number</HeadCell>
          <HeadCell className="max-md:hidden">Receiver</HeadCell>
          <HeadCell className="max-md:hidden">Account</HeadCell>
          <HeadCell className="max-lg:hidden">Loop</HeadCell>
          <HeadCell className="max-lg:hidden">Reference</HeadCell>
          <HeadCell isNumeric className="max-md:hidden">
            Amount
          </HeadCell>
          <HeadCell className="max-md:hidden">Status</HeadCell>
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
