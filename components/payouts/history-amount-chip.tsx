"use client";

import { useState } from "react";
import { useDisplaySettings } from "@/components/display/display-settings";
import { formatMoney } from "@/components/display/money-text";
import { CurrencySelect } from "@/components/fields/currency-select";
import { MoneyField } from "@/components/fields/money-field";
import { Button } from "@/components/ui/button";
import { FilterChip, type FilterChipProps } from "@/components/ui/filter-chip";
import { CURRENCIES, type Currency } from "@/lib/base/currency";
import { money, toDecimal } from "@/lib/base/money";
import { parseTypedAmount } from "@/lib/base/typed-amount";

export type AmountRange = { readonly amountFrom: string | null; readonly amountTo: string | null; readonly currency: string[] };

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
        <Bounds
          from={from}
          to={to}
          first={currency ?? "EUR"}
          onApply={(range) => {
            onChange(range);
            close();
          }}
        />
      )}
    </FilterChip>
  );
}

function Bounds({
  from,
  to,
  first,
  onApply,
}: {
  from: bigint | null;
  to: bigint | null;
  first: Currency;
  onApply: (range: AmountRange) => void;
}) {
  const { locale } = useDisplaySettings();
  const [currency, setCurrency] = useState(first);
  const [lowest, setLowest] = useState(from === null ? "" : toDecimal(money(from, first)));
  const [highest, setHighest] = useState(to === null ? "" : toDecimal(money(to, first)));
  const [low, high] = [lowest, highest].map((typed) => parseTypedAmount(typed, currency, locale));
  const isReadable = [low, high].every((reading) => reading?.kind === "amount" || reading?.kind === "empty");
  return (
    <form
      className="flex w-80 max-w-full flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (!isReadable) return;
        const digits = (reading: typeof low) => (reading?.kind === "amount" ? reading.amount.minor.toString() : null);
        onApply({ amountFrom: digits(low), amountTo: digits(high), currency: [currency] });
      }}
    >
      <CurrencySelect currencies={CURRENCIES} value={currency} onChange={setCurrency} />
      <MoneyField label="At least" currency={currency} value={lowest} onChange={setLowest} autoFocus />
      <MoneyField label="At most" currency={currency} value={highest} onChange={setHighest} />
      <div className="flex justify-end">
        <Button type="submit" size="small" isDisabled={!isReadable}>
          Show these
        </Button>
      </div>
    </form>
  );
}

function sayRange(from: string | null, to: string | null): string | undefined {
  if (from && to) return from === to ? from : `${from} – ${to}`;
  if (from) return `from ${from}`;
  return to ? `up to ${to}` : undefined;
}
