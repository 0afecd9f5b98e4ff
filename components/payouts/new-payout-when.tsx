"use client";

import { Controller } from "react-hook-form";
import { useDisplaySettings } from "@/components/display/display-settings";
import { Segmented } from "@/components/ui/segmented";
import { Select } from "@/components/ui/select";
import { TextField } from "@/components/ui/text-field";
import { isDay } from "@/lib/base/day";
import { CLOSED_DAY_RULES, CLOSED_DAY_WORDS, calendarFor, isWorkingDay } from "@/lib/domain/calendar/working-days";
import { sendDayOf, whenOf } from "@/lib/domain/payout/draft";
import type { NewPayout } from "./use-payout-form";

/** At once, or on a day; and what happens where banks are closed on it. */
export function NewPayoutWhen({ payout: { form, context } }: { payout: NewPayout }) {
  const draft = form.watch();
  const when = whenOf(draft);
  const choose = (id: string) => {
    form.setValue("when", id === "date" ? "date" : "now", { shouldDirty: true });
    if (id === "date") requestAnimationFrame(() => form.setFocus("sendOn"));
  };
  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-col gap-1.5">
        <span className="font-medium text-small">Send it</span>
        <div>
          <Segmented label="Send it" segments={SEGMENTS} chosen={when} onChoose={choose} />
        </div>
      </div>
      {when === "date" ? <OnDate form={form} context={context} /> : null}
    </div>
  );
}

const SEGMENTS = [
  { id: "now", text: "Once approved" },
  { id: "date", text: "On a date" },
];

function OnDate({ form, context }: Pick<NewPayout, "form" | "context">) {
  const { timeZone } = useDisplaySettings();
  const draft = form.watch();
  const { sendOn, currency } = draft;
  const isClosed = isDay(sendOn) && !isWorkingDay(sendOn, calendarFor(currency, context.calendars));
  const day = sendDayOf(draft, context);
  return (
    <div className="grid items-start gap-4 sm:grid-cols-2">
      <Controller
        control={form.control}
        name="sendOn"
        render={({ field, fieldState }) => (
          <TextField
            {...field}
            label="Day"
            type="date"
            hint={(day?.ok ? day.value.shift : null) ?? `It goes at six in the morning, ${timeZone}, once it is approved.`}
            error={fieldState.error?.message}
          />
        )}
      />
      {isClosed ? (
        <Controller
          control={form.control}
          name="onClosedDay"
          render={({ field }) => (
            <Select
              {...field}
              label="Banks are closed then"
              choices={CLOSED_DAY_RULES.map((id) => ({ id, text: CLOSED_DAY_WORDS[id] }))}
              onChange={(rule) => {
                field.onChange(rule);
                if (form.formState.isSubmitted || form.getFieldState("sendOn").error) void form.trigger("sendOn");
              }}
            />
          )}
        />
      ) : null}
    </div>
  );
}
