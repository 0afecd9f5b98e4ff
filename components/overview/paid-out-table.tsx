"use client";

import { useDisplaySettings } from "@/components/display/display-settings";
import { Money } from "@/components/display/money";
import { sayDay } from "@/components/ui/date-range";
import { Cell, HeadCell, Row, Table, TableHead } from "@/components/ui/table";
import type { PaidDay } from "./paid-days";

export type PaidOutTableProps = { days: readonly PaidDay[]; providers: readonly { readonly provider: string; readonly label: string }[] };

/** The chart in figures, newest day first. */
export function PaidOutTable({ days, providers }: PaidOutTableProps) {
  const { locale } = useDisplaySettings();
  return (
    <Table label="Paid out per day, by provider" className="max-h-80 overflow-y-auto">
      <TableHead>
        <HeadCell>Day</HeadCell>
        <HeadCell isNumeric>Payouts</HeadCell>
        {providers.map(({ provider, label }) => (
          <HeadCell key={provider} isNumeric>
            {label}
          </HeadCell>
        ))}
        <HeadCell isNumeric>Together</HeadCell>
      </TableHead>
      <tbody>
        {days.toReversed().map(({ day, count, total, byProvider }) => (
          <Row key={day}>
            <Cell>{sayDay(day, locale)}</Cell>
            <Cell isNumeric>{count}</Cell>
            {providers.map(({ provider }) => {
              const amount = byProvider.get(provider);
              return (
                <Cell key={provider} isNumeric isQuiet={!amount}>
                  {amount ? <Money amount={amount} /> : "–"}
                </Cell>
              );
            })}
            <Cell isNumeric isQuiet={count === 0}>
              {count > 0 ? <Money amount={total} /> : "–"}
            </Cell>
          </Row>
        ))}
      </tbody>
    </Table>
  );
}
