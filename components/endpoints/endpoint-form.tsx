"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useState } from "react";
import { Controller, useForm } from "react-hook-form";
import { Checkbox } from "@/components/ui/checkbox";
import { FormTextField } from "@/components/ui/form-text-field";
import { Segmented } from "@/components/ui/segmented";
import type { Denial } from "@/lib/domain/access/denial";
import { EVENT_TYPES, sayEvent } from "@/lib/domain/endpoint/event-types";
import { EndpointFacts } from "@/lib/domain/endpoint/schema";

export type EndpointFormProps = {
  id: string;
  start?: EndpointFacts;
  /** Answers why not, or null where it was done. */
  onSubmit: (facts: EndpointFacts) => Promise<Denial | null>;
};

const HEARS = [
  { id: "all", text: "Every move" },
  { id: "chosen", text: "Only some" },
];

/** What an endpoint is: where, for whom, and of which moves. */
export function EndpointForm({ id, start, onSubmit }: EndpointFormProps) {
  const [hearsAll, setHearsAll] = useState((start?.types.length ?? 0) === 0);
  const { control, handleSubmit, setError } = useForm<EndpointFacts>({
    resolver: zodResolver(EndpointFacts),
    defaultValues: start ?? { url: "", description: "", types: [] },
  });
  const submit = handleSubmit(async (valid) => {
    if (!hearsAll && valid.types.length === 0) return setError("types", { message: "Choose at least one." });
    const denial = await onSubmit({ ...valid, types: hearsAll ? [] : valid.types });
    for (const name of ["url", "description", "types"] as const) {
      const [message] = denial?.fields?.[name] ?? [];
      if (message) setError(name, { message });
    }
  });
  return (
    <form id={id} noValidate onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
      <FormTextField
        control={control}
        name="url"
        label="Address"
        hint="Begins with https://. Put no secret into it: whoever may read the log sees it, and the signature is the proof."
        type="url"
        inputMode="url"
        placeholder="https://shop.example.com/webhooks"
        autoFocus
        autoComplete="off"
        autoCapitalize="none"
        spellCheck="false"
        isMono
        maxLength={2_000}
      />
      <FormTextField
        control={control}
        name="description"
        label="Which system listens there"
        hint="Such as: shop back end."
        autoComplete="off"
        maxLength={80}
      />
      <Controller
        control={control}
        name="types"
        render={({ field, fieldState }) => (
          <fieldset className="flex flex-col gap-2">
            <legend className="pb-1.5 font-medium text-small">It hears of</legend>
            <div>
              <Segmented
                label="It hears of"
                segments={HEARS}
                chosen={hearsAll ? "all" : "chosen"}
                onChoose={(chosen) => setHearsAll(chosen === "all")}
              />
            </div>
            {hearsAll ? (
              <p className="text-grey-5 text-small">What a later version adds is told as well.</p>
            ) : (
              EVENT_TYPES.map((type) => (
                <Checkbox
                  key={type}
                  value={field.value.includes(type)}
                  isInvalid={fieldState.error !== undefined}
                  onChange={(isTicked) => field.onChange(isTicked ? [...field.value, type] : field.value.filter((one) => one !== type))}
                  hint={sayEvent(type)}
                >
                  <code className="font-mono text-small">{type}</code>
                </Checkbox>
              ))
            )}
            {fieldState.error?.message ? (
              <p role="alert" className="text-red text-small">
                {fieldState.error.message}
              </p>
            ) : null}
          </fieldset>
        )}
      />
    </form>
  );
}
