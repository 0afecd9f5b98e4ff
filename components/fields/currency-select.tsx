"use client";

import type { Ref } from "react";
import { useDisplaySettings } from "@/components/display/display-settings";
import { Select } from "@/components/ui/select";
import { type Currency, isCurrency } from "@/lib/base/currency";

export type CurrencySelectProps = {
  label?: string;
  currencies: readonly Currency[];
  value: Currency | null;
  onChange: (currency: Currency) => void;
  onBlur?: () => void;
  name?: string;
  hint?: string;
  error?: string;
  disabled?: boolean;
  ref?: Ref<HTMLButtonElement>;
};

export function CurrencySelect({ label = "Currency", currencies, onChange, ...rest }: CurrencySelectProps) {
  const { locale } = useDisplaySettings();
  const names = new Intl.DisplayNames(locale, { type: "currency", fallback: "none" });
  return (
    <Select
      {...rest}
      label={label}
      onChange={(id) => (isCurrency(id) ? onChange(id) : undefined)}
      choices={currencies.map((currency) => ({ id: currency, text: currency, after: nameOf(currency, names) }))}
    />
  );
}

/** Coins with five letters are no ISO codes, and asking for their names throws. */
function nameOf(currency: string, names: Intl.DisplayNames): string | undefined {
  return currency.length === 3 ? names.of(currency) : undefined;
}
