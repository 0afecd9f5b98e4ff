"use client";

import { checkSortCode } from "@/lib/domain/account/checks";
import { GroupedField, type GroupedFieldProps } from "./grouped-field";
import { SORT_CODE_GROUPING } from "./grouping";

export function SortCodeField({ label = "Sort code", ...rest }: Omit<GroupedFieldProps, "label" | "inputMode"> & { label?: string }) {
  return (
    <GroupedField
      {...rest}
      label={label}
      inputMode="numeric"
      placeholder="20-00-00"
      grouping={SORT_CODE_GROUPING}
      check={checkSortCode}
      completeAt={6}
    />
  );
}
