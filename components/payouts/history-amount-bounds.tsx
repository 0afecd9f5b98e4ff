"use client";

import { useState } from "react";
import { useDisplaySettings } from "@/components/display/display-settings";
import { CurrencySelect } from "@/components/fields/currency-select";
import { MoneyField } from "@/components/fields/money-field";
import { Button } from "@/components/ui/button";
import { CURRENCIES, type Currency } from "@/lib/base/currency";
import { money, toDecimal } from "@/lib/base/money";
import { parseTypedAmount } from "@/lib/base/typed-amount";

export type AmountRange = { readonly amountFrom: string | null; readonly amountTo: string | null; readonly currency: string[] };

export type HistoryAmountBoundsProps = {
  from: bigint | null;
  to: bigint | null;
  first: Currency;
  onApply: (range: AmountRange) => void;
};

export function HistoryAmountBounds({ from, to, first, onApply }: HistoryAmountBoundsProps) {
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
