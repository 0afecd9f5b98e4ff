"use client";

import { type Control, Controller } from "react-hook-form";
import { ComboBox } from "@/components/ui/combo-box";
import { TextField } from "@/components/ui/text-field";
import type { CreateReceiver } from "@/lib/domain/receiver/schema";
import type { ReceiverDraft } from "./receiver-draft";

export type ReceiverDetailsFieldsProps = {
  control: Control<ReceiverDraft, unknown, CreateReceiver>;
  countries: readonly { readonly code: string; readonly name: string }[];
};

/** What providers that pay only known people ask for. All of it or none: a half address helps nobody. */
export function ReceiverDetailsFields({ control, countries }: ReceiverDetailsFieldsProps) {
  return (
    <div className="flex flex-col gap-4">
      <div className="grid gap-4 sm:grid-cols-[7rem_1fr_1fr]">
        <Line control={control} name="details.phone.dialCode" label="Country code" placeholder="61" inputMode="tel" />
        <Line control={control} name="details.phone.number" label="Telephone" placeholder="400 123 456" inputMode="tel" />
        <Line control={control} name="details.dateOfBirth" label="Date of birth" type="date" />
      </div>
      <div className="grid gap-4 sm:grid-cols-2">
        <Line control={control} name="details.postalAddress.line1" label="Street and number" />
        <Line control={control} name="details.postalAddress.line2" label="Second line" aside="optional" />
        <Line control={control} name="details.postalAddress.postcode" label="Postcode" />
        <Line control={control} name="details.postalAddress.city" label="City" />
        <Line control={control} name="details.postalAddress.state" label="State or region" aside="optional" />
        <Controller
          control={control}
          name="details.postalAddress.country"
          render={({ field: { onChange, ...field }, fieldState }) => (
            <ComboBox
              {...field}
              value={field.value || null}
              onChange={(code) => onChange(code ?? "")}
              label="Country of the address"
              choices={countries.map(({ code, name }) => ({ id: code, text: name, after: code }))}
              emptySentence="No country has that name."
              error={fieldState.error?.message}
            />
          )}
        />
      </div>
    </div>
  );
}

type LineProps = {
  control: ReceiverDetailsFieldsProps["control"];
  name:
    | "details.phone.dialCode"
    | "details.phone.number"
    | "details.dateOfBirth"
    | `details.postalAddress.${"line1" | "line2" | "postcode" | "city" | "state"}`;
  label: string;
  aside?: string;
  placeholder?: string;
  type?: "date";
  inputMode?: "tel";
};

function Line({ control, name, ...rest }: LineProps) {
  return (
    <Controller
      control={control}
      name={name}
      render={({ field, fieldState }) => (
        <TextField {...rest} {...field} value={field.value ?? ""} autoComplete="off" error={fieldState.error?.message} />
      )}
    />
  );
}
