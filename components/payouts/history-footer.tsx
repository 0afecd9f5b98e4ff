"use client";

import { useQuery } from "@tanstack/react-query";
import type { Route } from "next";
import { useState } from "react";
import { CountAndSum } from "@/components/display/count-and-sum";
import { Money } from "@/components/display/money";
import { Button } from "@/components/ui/button";
import { useLiveMs } from "@/components/ui/live-context";
import { Pager, type PagerProps } from "@/components/ui/pager";
import { Skeleton } from "@/components/ui/skeleton";
import { money } from "@/lib/base/money";
import type { PayoutTotals } from "@/lib/domain/payout/history-view";
import { historyTotalsOptions } from "./history-options";

export type HistoryFooterProps = {
  filterQuery: string;
  /** Queries of the neighbouring pages, and how to turn to them in place. */
  newerQuery: string | null;
  olderQuery: string | null;
} & Pick<PagerProps, "onNewer" | "onOlder" | "onReachForOlder">;

const TOTALS_MS = 15_000;

/** Count and sums of exactly what is filtered, and the way to the neighbouring pages. */
export function HistoryFooter({ filterQuery, newerQuery, olderQuery, ...turns }: HistoryFooterProps) {
  const [exactFor, setExactFor] = useState<string | null>(null);
  const isExact = exactFor === filterQuery;
  const bounded = useQuery({ ...historyTotalsOptions(filterQuery), refetchInterval: useLiveMs(TOTALS_MS) });
  // Once, when somebody asks for it: it reads every row.
  const exact = useQuery({
    ...historyTotalsOptions(`${filterQuery}&exact=yes`),
    enabled: isExact,
    staleTime: Number.POSITIVE_INFINITY,
    meta: {},
  });
  const totals = isExact && exact.data ? exact : bounded;
  return (
    <Pager
      label="Pages of payouts"
      newerHref={hrefOf(newerQuery)}
      olderHref={hrefOf(olderQuery)}
      keys={{ newer: "[", older: "]" }}
      {...turns}
    >
      <div className="text-ink" role="status">
        {totals.data ? (
          <Totals totals={totals.data} isCounting={isExact && exact.isFetching} onExact={() => setExactFor(filterQuery)} />
        ) : (
          <Skeleton width="long" />
        )}
      </div>
    </Pager>
  );
}

/** "all=yes" keeps an address without a filter from opening with the view of one's choice. */
function hrefOf(query: string | null): Route | undefined {
  return query === null ? undefined : `/payouts?${query || "all=yes"}`;
}

type TotalsProps = { totals: PayoutTotals; isCounting: boolean; onExact: () => void };

function Totals({ totals, isCounting, onExact }: TotalsProps) {
  const sums = totals.sums.map(({ currency, amountMinor }) => money(BigInt(amountMinor), currency));
  if (totals.isExact) return <CountAndSum count={totals.count} sums={sums} noun="payout" />;
  return (
    <span className="inline-flex flex-wrap items-baseline gap-x-3 gap-y-0.5 text-small">
      <CountAndSum count={totals.count} isEstimate sums={[]} noun="payout" />
      <span className="text-grey-5">the newest {totals.summed.toLocaleString("en-GB")}:</span>
      {sums.map((sum) => (
        <Money key={sum.currency} amount={sum} />
      ))}
      <Button tone="plain" size="small" onPress={onExact} isPending={isCounting} pendingLabel="Counting">
        Count exactly
      </Button>
    </span>
  );
}
