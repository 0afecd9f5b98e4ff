"use client";

import { useDisplaySettings } from "@/components/display/display-settings";
import { ProviderMark } from "@/components/display/provider-mark";
import { Card } from "@/components/ui/card";
import { EmptyFace } from "@/components/ui/empty-face";
import { Cell, HeadCell, Row, TableHead } from "@/components/ui/table";
import type { ProviderPerformance } from "@/lib/queries/read-payout-statistics";
import { sayDuration } from "./duration-text";

/** How reliable and how quick each provider was. Only payouts that came to an end count. */
export function OverviewProviders({ providers }: { providers: readonly ProviderPerformance[] }) {
  const { locale } = useDisplaySettings();
  const percent = new Intl.NumberFormat(locale, { style: "percent", minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const count = new Intl.NumberFormat(locale);
  const ended = providers.filter(({ paid, notArrived }) => paid + notArrived > 0);
  return (
    <Card title="Providers, last 30 days" padding="flush">
      {ended.length === 0 ? (
        <EmptyFace title="Nothing has ended yet">Success and time to paid stand here once the first payouts have come to an end.</EmptyFace>
      ) : (
        <div className="scroll-x">
          <table
            aria-label="Success and time to paid by provider"
            className="w-full border-separate border-spacing-0 text-small tabular-nums"
          >
            <TableHead>
              <HeadCell>Provider</HeadCell>
              <HeadCell isNumeric>Paid</HeadCell>
              <HeadCell isNumeric>Did not arrive</HeadCell>
              <HeadCell isNumeric>Success</HeadCell>
              <HeadCell isNumeric>Half are paid within</HeadCell>
            </TableHead>
            <tbody>
              {ended.map(({ provider, label, paid, notArrived, medianSeconds }) => (
                <Row key={provider}>
                  <Cell>
                    <ProviderMark id={provider} label={label} />
                  </Cell>
                  <Cell isNumeric>{count.format(paid)}</Cell>
                  <Cell isNumeric>{count.format(notArrived)}</Cell>
                  <Cell isNumeric>{percent.format(paid / (paid + notArrived))}</Cell>
                  <Cell isNumeric>{medianSeconds === null ? "–" : sayDuration(medianSeconds)}</Cell>
                </Row>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Card>
  );
}
