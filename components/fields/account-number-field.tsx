"use client";

import { checkAccountNumber } from "@/lib/domain/account/checks";
import { GroupedField, type GroupedFieldProps } from "./grouped-field";
import { ACCOUNT_NUMBER_GROUPING } from "./grouping";

export function AccountNumberField({
  label = "Account number",
  ...rest
}: Omit<GroupedFieldProps, "label" | "inputMode"> & { label?: string }) {
  return (
    <GroupedField
      {...rest}
      label={label}
      inputMode="numeric"
      placeholder="1234 5678"
      grouping={ACCOUNT_NUMBER_GROUPING}
      check={checkAccountNumber}
      completeAt={8}
    />
  );
}
