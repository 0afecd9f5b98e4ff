"use client";

import { Controller } from "react-hook-form";
import { useDisplaySettings } from "@/components/display/display-settings";
import { FormTextField } from "@/components/ui/form-text-field";
import { Segmented } from "@/components/ui/segmented";
import { Select } from "@/components/ui/select";
import { isDay } from "@/lib/base/day";
import { CLOSED_DAY_RULES, CLOSED_DAY_WORDS, calendarFor, isWorkingDay } from "@/lib/domain/calendar/working-days";
import { sendDayOf, whenOf } from "@/lib/domain/payout/draft";
import { NewPayoutRepeat } from "./new-payout-repeat";
import type { NewPayout } from "./use-payout-form";

export type NewPayoutWhenProps = {
  payout: NewPayout;
  /** `one`: a payout that exists is changed; `repeat`: a schedule that exists. */
  only?: "one" | "repeat";
};

/** At once, on a day, or again and again; and what happens where banks are closed then. */
export function NewPayoutWhen({ payout: { form, context }, only }: NewPayoutWhenProps) {
  const draft = form.watch();
  const when = whenOf(draft);
  const choose = (id: string) => {
    form.setValue("when", id === "date" || id === "repeat" ? id : "now", { shouldDirty: true });
    form.clearErrors(["sendOn", "repeat"]);
    if (id === "date") requestAnimationFrame(() => form.setFocus("sendOn"));
    if (id === "repeat" && draft.repeat.startDay === "") form.setValue("repeat.startDay", context.today, { shouldDirty: true });
  };
  const mayRepeat = draft.way === "open" && only !== "one";
  return (
    <div className="flex flex-col gap-3">
      {only === "repeat" ? null : (
        <div className="flex flex-col gap-1.5">
          <span className="font-medium text-small">Send it</span>
          <div>
            <Segmented label="Send it" segments={mayRepeat ? [...ONCE, REPEATED] : ONCE} chosen={when} onChoose={choose} />
          </div>
        </div>
      )}
      {when === "date" ? <OnDate form={form} context={context} /> : null}
      {when === "repeat" ? <NewPayoutRepeat form={form} /> : null}
    </div>
  );
}

const ONCE = [
  { id: "now", text: "Once approved" },
  { id: "date", text: "On a date" },
];
const REPEATED = { id: "repeat", text: "Repeated" };

function OnDate({ form, context }: Pick<NewPayout, "form" | "context">) {
  const { timeZone } = useDisplaySettings();
  const draft = form.watch();
  const { sendOn, currency } = draft;
  const isClosed = isDay(sendOn) && !isWorkingDay(sendOn, calendarFor(currency, context.calendars));
  const day = sendDayOf(draft, context);
  return (
    <div className="grid items-start gap-4 sm:grid-cols-2">
      <FormTextField
        control={form.control}
        name="sendOn"
        label="Day"
        type="date"
        hint={(day?.ok ? day.value.shift : null) ?? `It goes at six in the morning, ${timeZone}, once it is approved.`}
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
