"use client";

import { useDisplaySettings } from "@/components/display/display-settings";
import type { AccountPart } from "./account-parts";
import { GroupedField, type GroupedFieldProps } from "./grouped-field";

export type AccountPartFieldProps = Omit<GroupedFieldProps, "label" | "inputMode" | "placeholder" | "hint"> & { part: AccountPart };

/** One number of an account, grouped as its country writes it and checked while it is typed. */
export function AccountPartField({ part, ...rest }: AccountPartFieldProps) {
  const { locale } = useDisplaySettings();
  const isIban = part.name === "iban";
  const hasLetters = isIban || part.name === "code" || part.name === "bban" || part.name === "address";
  return (
    <GroupedField
      {...rest}
      label={part.label}
      placeholder={part.placeholder}
      hint={part.hint}
      inputMode={hasLetters ? undefined : "numeric"}
      grouping={part.grouping}
      check={part.check}
      completeAt={part.completeAt}
      confirm={isIban ? (iban) => new Intl.DisplayNames(locale, { type: "region" }).of(iban.slice(0, 2)) ?? "" : undefined}
    />
  );
}
