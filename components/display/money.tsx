"use client";

import { classNames } from "@/components/ui/class-names";
import type { Money as MoneyValue } from "@/lib/base/money";
import { useDisplaySettings } from "./display-settings";
import { formatDigits } from "./money-text";

export type MoneyProps = {
  amount: MoneyValue;
  /** `figure` once per page, `plain` in text and tables. */
  size?: "plain" | "figure";
  /** Money that did not arrive is struck through as well as told in words beside it. */
  isVoid?: boolean;
};

/** Right-align the cell it stands in; digits are of equal width, and the code is quieter than they are. */
export function Money({ amount, size = "plain", isVoid }: MoneyProps) {
  const { locale } = useDisplaySettings();
  return (
    <span className={classNames("whitespace-nowrap tabular-nums", size === "figure" && "font-semibold text-figure")}>
      <span className={isVoid ? "line-through decoration-1" : undefined}>{formatDigits(amount, locale)}</span>
      {/* A space that is copied and read out with it, and never wraps. */}
      {"\u00a0"}
      <span className={classNames("font-normal text-grey-5", size === "figure" && "text-title")}>{amount.currency}</span>
    </span>
  );
}
