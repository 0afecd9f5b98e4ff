"use client";

import { BarChart3, Table2 } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { useDisplaySettings } from "@/components/display/display-settings";
import { Money } from "@/components/display/money";
import { Card } from "@/components/ui/card";
import { EmptyFace } from "@/components/ui/empty-face";
import { Segmented } from "@/components/ui/segmented";
import type { Currency } from "@/lib/base/currency";
import { numberFormat } from "@/lib/base/formats";
import { money } from "@/lib/base/money";
import type { PayoutStatistics } from "@/lib/queries/read-payout-statistics";
import { type PaidDay, paidDays, paidTotals } from "./paid-days";
import { PaidOutTable } from "./paid-out-table";

// Recharts weighs more than the rest of the page together, so it comes after everything that can be read has been.
const PaidOutChart = lazy(() => import("./paid-out-chart").then(({ PaidOutChart }) => ({ default: PaidOutChart })));

export type OverviewPaidOutProps = { statistics: PayoutStatistics };

/** Paid out per day by provider, in one currency at a time: sums across currencies do not exist. */
export function OverviewPaidOut({ statistics }: OverviewPaidOutProps) {
  const totals = paidTotals(statistics.paidOut);
  const [chosen, setChosen] = useState<Currency | null>(totals[0]?.currency ?? null);
  const [look, setLook] = useState("chart");
  const total = totals.find(({ currency }) => currency === chosen);
  if (!total) {
    return (
      <Card title="Paid out per day">
        <EmptyFace title="Nothing was paid out in the last 30 days">What is paid stands here, day by day and by provider.</EmptyFace>
      </Card>
    );
  }
  const days = paidDays(statistics, total.currency);
  const providers = statistics.providers.filter(({ provider }) => days.some(({ byProvider }) => byProvider.has(provider)));
  return (
    <Card
      title="Paid out per day"
      tools={
        <div className="flex items-center gap-2">
          {totals.length > 1 ? (
            <Segmented
              label="Currency"
              segments={totals.slice(0, SHOWN_CURRENCIES).map(({ currency }) => ({ id: currency, text: currency }))}
              chosen={total.currency}
              onChoose={(id) => setChosen(totals.find(({ currency }) => currency === id)?.currency ?? null)}
            />
          ) : null}
          <Segmented
            label="Show as"
            segments={[
              { id: "chart", text: "Chart", icon: <BarChart3 aria-hidden />, isIconOnly: true },
              { id: "table", text: "Table", icon: <Table2 aria-hidden />, isIconOnly: true },
            ]}
            chosen={look}
            onChoose={setLook}
          />
        </div>
      }
    >
      <Summary days={days} total={total} />
      {look === "table" ? (
        <PaidOutTable days={days} providers={providers} />
      ) : (
        <figure className="m-0">
          <Suspense fallback={<div className="h-64" />}>
            <PaidOutChart days={days} providers={providers} currency={total.currency} />
          </Suspense>
          {/* The chart's text twin, for those who listen; the switch above shows it to everyone. */}
          <figcaption className="sr-only">
            <PaidOutTable days={days} providers={providers} />
          </figcaption>
        </figure>
      )}
    </Card>
  );
}

const SHOWN_CURRENCIES = 4;

function Summary({ days, total }: { days: readonly PaidDay[]; total: ReturnType<typeof paidTotals>[number] }) {
  const { locale } = useDisplaySettings();
  const count = numberFormat(locale).format(total.count);
  return (
    <p className="flex flex-wrap items-baseline gap-x-3 pb-3">
      <Money amount={money(total.minor, total.currency)} size="figure" />
      <span className="text-grey-5 text-small">
        {count} {total.count === 1 ? "payout" : "payouts"} in {days.length} days
      </span>
    </p>
  );
}
