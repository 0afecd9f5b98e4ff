"use client";

import type { Ref } from "react";
import { Button as PlainButton } from "react-aria-components/Button";
import { useDisplaySettings } from "@/components/display/display-settings";
import { formatMoney } from "@/components/display/money-text";
import { Button } from "@/components/ui/button";
import { NumberField } from "@/components/ui/number-field";
import type { Currency } from "@/lib/base/currency";
import type { Money } from "@/lib/base/money";
import { parseTypedAmount } from "@/lib/base/typed-amount";
import { spellAmount } from "./spell-amount";

export type MoneyFieldProps = {
  label: string;
  currency: Currency;
  /** What was typed, word for word. Read it with `parseTypedAmount`, as the field does. */
  value: string;
  onChange: (typed: string) => void;
  onBlur?: () => void;
  name?: string;
  /** The most that may be asked for; shown, and filled in when it is pressed. */
  most?: Money;
  /** Why that is the most: "may still be sent back". */
  mostReason?: string;
  error?: string;
  disabled?: boolean;
  autoFocus?: boolean;
  ref?: Ref<HTMLInputElement>;
};

/** Takes an amount as people type it and says how it was understood. What can be read two ways is asked, never guessed. */
export function MoneyField({ label, currency, value, onChange, most, mostReason, error, ...rest }: MoneyFieldProps) {
  const { locale } = useDisplaySettings();
  const reading = parseTypedAmount(value, currency, locale);
  return (
    <div className="flex flex-col gap-2">
      <NumberField
        {...rest}
        label={label}
        value={value}
        onChange={onChange}
        placeholder="0.00"
        after={<span className="pl-1 text-base">{currency}</span>}
        aside={
          most ? (
            <MostButton text={`Up to ${formatMoney(most, locale)} ${mostReason ?? ""}`} onPress={() => onChange(spellAmount(most))} />
          ) : undefined
        }
        hint={reading.kind === "amount" ? `Understood as ${formatMoney(reading.amount, locale)}` : undefined}
        error={error ?? (reading.kind === "unreadable" ? reading.sentence : undefined)}
      />
      {reading.kind === "ambiguous" ? (
        <fieldset className="flex flex-wrap items-center gap-2 rounded-ui border border-amber-line bg-amber-wash px-3 py-2">
          <legend className="sr-only">Which amount do you mean?</legend>
          <span aria-hidden className="text-amber text-small">
            {value.trim()} can be read two ways. Which do you mean?
          </span>
          {reading.readings.map((amount) => (
            <Button key={amount.minor.toString()} size="small" onPress={() => onChange(spellAmount(amount))}>
              {formatMoney(amount, locale)}
            </Button>
          ))}
        </fieldset>
      ) : null}
    </div>
  );
}

/** As quiet as a hint, since most amounts are typed. */
function MostButton({ text, onPress }: { text: string; onPress: () => void }) {
  return (
    <PlainButton
      onPress={onPress}
      className="rounded-inner underline decoration-grey-3 underline-offset-3 transition-colors hover:text-ink"
    >
      {text.trim()}
    </PlainButton>
  );
}
