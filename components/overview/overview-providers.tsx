"use client";

import { useDisplaySettings } from "@/components/display/display-settings";
import { ProviderMark } from "@/components/display/provider-mark";
import { Card } from "@/components/ui/card";
import { EmptyFace } from "@/components/ui/empty-face";
import { Cell, HeadCell, Row, TableHead } from "@/components/ui/table";
import { numberFormat } from "@/lib/base/formats";
import type { ProviderPerformance } from "@/lib/queries/read-payout-statistics";
import { sayDuration } from "./duration-text";

/** How reliable and how quick each provider was. Only payouts that came to an end count. */
export function OverviewProviders({ providers }: { providers: readonly ProviderPerformance[] }) {
  const { locale } = useDisplaySettings();
  const percent = numberFormat(locale, { style: "percent", minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const count = numberFormat(locale);
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
              <HeadCell isNumeric>Success</HeadCell>
              <HeadCell isNumeric>Time to paid</HeadCell>
            </TableHead>
            <tbody>
              {ended.map(({ provider, label, paid, notArrived, medianSeconds }) => (
                <Row key={provider}>
                  <Cell>
                    <ProviderMark id={provider} label={label} />
                  </Cell>
                  <Cell isNumeric className="py-2">
                    <span className="flex flex-col">
                      <span className="font-medium">{percent.format(paid / (paid + notArrived))}</span>
                      <span className="text-grey-5">
                        {count.format(paid)} of {count.format(paid + notArrived)}
                      </span>
                    </span>
                  </Cell>
                  <Cell isNumeric className="py-2">
                    <span className="flex flex-col">
                      <span className="font-medium">{medianSeconds === null ? "–" : sayDuration(medianSeconds)}</span>
                      <span className="text-grey-5">median</span>
                    </span>
                  </Cell>
                </Row>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Card>
  );
}
