"use client";

import { numberFormat } from "@/lib/base/formats";
import type { Money as MoneyValue } from "@/lib/base/money";
import { useDisplaySettings } from "./display-settings";
import { Money } from "./money";

export type CountAndSumProps = {
  count: number;
  /** Beyond a bound the count is an estimate, and says so. */
  isEstimate?: boolean;
  /** One per currency; sums across currencies do not exist. */
  sums: readonly MoneyValue[];
  /** "payout"; the plural adds an s unless it is given. */
  noun: string;
  plural?: string;
};

export function CountAndSum({ count, isEstimate, sums, noun, plural = `${noun}s` }: CountAndSumProps) {
  const { locale } = useDisplaySettings();
  return (
    <span className="inline-flex flex-wrap items-baseline gap-x-3 gap-y-0.5 text-small">
      <span className="whitespace-nowrap tabular-nums">
        {isEstimate ? "about " : null}
        <span className="font-medium">{numberFormat(locale).format(count)}</span> {count === 1 ? noun : plural}
      </span>
      {sums.map((sum) => (
        <Money key={sum.currency} amount={sum} />
      ))}
    </span>
  );
}
