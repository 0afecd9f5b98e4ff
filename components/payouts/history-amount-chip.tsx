"use client";

import { lazy, Suspense } from "react";
import { useDisplaySettings } from "@/components/display/display-settings";
import { formatMoney } from "@/components/display/money-text";
import { FilterChip, type FilterChipProps } from "@/components/ui/filter-chip";
import { Skeleton } from "@/components/ui/skeleton";
import type { Currency } from "@/lib/base/currency";
import { money } from "@/lib/base/money";
import type { AmountRange } from "./history-amount-bounds";

// Fields for money and currency come when somebody asks for them, not with every visit to the history.
const HistoryAmountBounds = lazy(() => import("./history-amount-bounds").then((late) => ({ default: late.HistoryAmountBounds })));

export type HistoryAmountChipProps = Pick<FilterChipProps, "isOpen" | "onOpenChange"> & {
  from: bigint | null;
  to: bigint | null;
  /** Amounts are compared within one currency: a hundred is not the same in euro and in yen. */
  currencies: readonly Currency[];
  onChange: (range: AmountRange) => void;
};

export function HistoryAmountChip({ from, to, currencies, onChange, ...popover }: HistoryAmountChipProps) {
  const { locale } = useDisplaySettings();
  const [currency] = currencies;
  const say = (minor: bigint) =>
    currency && currencies.length === 1 ? formatMoney(money(minor, currency), locale) : `${minor} minor units`;
  return (
    <FilterChip
      name="Amount"
      chosen={sayRange(from === null ? null : say(from), to === null ? null : say(to))}
      onClear={() => onChange({ amountFrom: null, amountTo: null, currency: [...currencies] })}
      {...popover}
    >
      {(close) => (
        <Suspense fallback={<Skeleton width="long" height="block" />}>
          <HistoryAmountBounds
            from={from}
            to={to}
            first={currency ?? "EUR"}
            onApply={(range) => {
              onChange(range);
              close();
            }}
          />
        </Suspense>
      )}
    </FilterChip>
  );
}

function sayRange(from: string | null, to: string | null): string | undefined {
  if (from && to) return from === to ? from : `${from} – ${to}`;
  if (from) return `from ${from}`;
  return to ? `up to ${to}` : undefined;
}
