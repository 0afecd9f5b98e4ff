"use client";

import { useDisplaySettings } from "@/components/display/display-settings";
import { checkIban } from "@/lib/domain/account/checks";
import { GroupedField, type GroupedFieldProps } from "./grouped-field";
import { IBAN_GROUPING } from "./grouping";

/** The shortest IBAN there is (Norway) has 15 characters; before that nothing can be wrong for good. */
const COMPLETE_AT = 15;

export function IbanField({ label = "IBAN", ...rest }: Omit<GroupedFieldProps, "label" | "inputMode"> & { label?: string }) {
  const { locale } = useDisplaySettings();
  return (
    <GroupedField
      {...rest}
      label={label}
      placeholder="DE89 3704 0044 0532 0130 00"
      grouping={IBAN_GROUPING}
      check={checkIban}
      completeAt={COMPLETE_AT}
      confirm={(iban) => new Intl.DisplayNames(locale, { type: "region" }).of(iban.slice(0, 2)) ?? ""}
    />
  );
}
