"use client";

import { useQuery } from "@tanstack/react-query";
import { ChevronLeft, ChevronRight } from "lucide-react";
import { useState } from "react";
import { CountAndSum } from "@/components/display/count-and-sum";
import { Money } from "@/components/display/money";
import { Button } from "@/components/ui/button";
import { useLiveMs } from "@/components/ui/live-context";
import { Skeleton } from "@/components/ui/skeleton";
import { Tooltip } from "@/components/ui/tooltip";
import { money } from "@/lib/base/money";
import type { PayoutTotals } from "@/lib/domain/payout/history-view";
import { historyTotalsOptions } from "./history-options";

export type HistoryFooterProps = {
  filterQuery: string;
  onNewer: (() => void) | null;
  onOlder: (() => void) | null;
  /** Called when somebody is about to turn to the older page. */
  onReachForOlder: () => void;
};

const TOTALS_MS = 15_000;

/** Count and sums of exactly what is filtered, and the way to the neighbouring pages. */
export function HistoryFooter({ filterQuery, onNewer, onOlder, onReachForOlder }: HistoryFooterProps) {
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
    <nav aria-label="Pages of payouts" className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
      <div className="min-h-5 min-w-0 flex-1" role="status">
        {totals.data ? (
          <Totals totals={totals.data} isCounting={isExact && exact.isFetching} onExact={() => setExactFor(filterQuery)} />
        ) : (
          <Skeleton width="long" />
        )}
      </div>
      <div className="flex gap-2">
        <Tooltip text="Newer payouts" shortcut="[">
          <Button size="small" isDisabled={!onNewer} onPress={() => onNewer?.()}>
            <ChevronLeft aria-hidden />
            Newer
          </Button>
        </Tooltip>
        <Tooltip text="Older payouts" shortcut="]">
          <Button size="small" isDisabled={!onOlder} onPress={() => onOlder?.()} onHoverStart={onReachForOlder} onFocus={onReachForOlder}>
            Older
            <ChevronRight aria-hidden />
          </Button>
        </Tooltip>
      </div>
    </nav>
  );
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
