"use client";

import { type Control, Controller } from "react-hook-form";
import { AccountNumberField } from "@/components/fields/account-number-field";
import { IbanField } from "@/components/fields/iban-field";
import { SortCodeField } from "@/components/fields/sort-code-field";
import { TextField } from "@/components/ui/text-field";
import type { AccountKind } from "@/lib/domain/account/address";
import type { CreateReceiver } from "@/lib/domain/receiver/schema";
import type { ReceiverDraft } from "./receiver-draft";

export type ReceiverAccountFieldsProps = {
  control: Control<ReceiverDraft, unknown, CreateReceiver>;
  kind: AccountKind;
  /** The receiver's own name, which the account most often bears. */
  fallbackName: () => string;
};

export function ReceiverAccountFields({ control, kind, fallbackName }: ReceiverAccountFieldsProps) {
  return (
    <>
      <Controller
        control={control}
        name="account.holderName"
        render={({ field, fieldState }) => (
          <TextField
            {...field}
            onFocus={() => (field.value === "" ? field.onChange(fallbackName()) : undefined)}
            label="Account holder"
            autoComplete="off"
            maxLength={140}
            error={fieldState.error?.message}
          />
        )}
      />
      {kind === "iban" ? (
        <Controller
          key="iban"
          control={control}
          name="account.address.iban"
          render={({ field, fieldState }) => <IbanField {...field} value={field.value ?? ""} error={fieldState.error?.message} />}
        />
      ) : (
        <div className="grid gap-4 sm:grid-cols-2">
          <Controller
            key="sortCode"
            control={control}
            name="account.address.sortCode"
            render={({ field, fieldState }) => <SortCodeField {...field} value={field.value ?? ""} error={fieldState.error?.message} />}
          />
          <Controller
            key="accountNumber"
            control={control}
            name="account.address.accountNumber"
            render={({ field, fieldState }) => (
              <AccountNumberField {...field} value={field.value ?? ""} error={fieldState.error?.message} />
            )}
          />
        </div>
      )}
    </>
  );
}
