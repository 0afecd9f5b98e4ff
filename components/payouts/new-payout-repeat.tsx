"use client";

import { Controller, type FieldPath } from "react-hook-form";
import { Select } from "@/components/ui/select";
import { TextField } from "@/components/ui/text-field";
import { CLOSED_DAY_RULES, CLOSED_DAY_WORDS } from "@/lib/domain/calendar/working-days";
import type { PayoutDraft } from "@/lib/domain/payout/draft";
import { LAST_WORKING_DAY } from "@/lib/domain/schedule/repeat-draft";
import { WEEKDAYS } from "@/lib/domain/schedule/rule";
import type { PayoutForm } from "./use-payout-form";

/** A rule, field by field; which days come of it stands beside, as it is typed. */
export function NewPayoutRepeat({ form }: { form: PayoutForm }) {
  const { repeat } = form.watch();
  const { error } = form.getFieldState("repeat", form.formState);
  return (
    <fieldset className="flex flex-col gap-4" aria-describedby={error ? REPEAT_ERROR : undefined}>
      <legend className="sr-only">How often</legend>
      <div className="grid items-start gap-4 sm:grid-cols-3">
        <Typed form={form} name="repeat.every" label="Every" isNumeric />
        <Chosen form={form} name="repeat.unit" label="Weeks or months" choices={UNITS} />
        {repeat.unit === "week" ? (
          <Chosen form={form} name="repeat.weekday" label="On" choices={DAYS_OF_WEEK} />
        ) : (
          <Chosen form={form} name="repeat.monthDay" label="On" choices={DAYS_OF_MONTH} />
        )}
      </div>
      <div className="grid items-start gap-4 sm:grid-cols-3">
        <Typed form={form} name="repeat.startDay" label="From" type="date" />
        <Chosen form={form} name="repeat.endKind" label="Ends" choices={ENDS} />
        {repeat.endKind === "on" ? <Typed form={form} name="repeat.endDay" label="Last day" type="date" /> : null}
        {repeat.endKind === "after" ? <Typed form={form} name="repeat.times" label="Times" isNumeric /> : null}
      </div>
      <div className="grid items-start gap-4 sm:grid-cols-2">
        {repeat.unit === "month" && repeat.monthDay === LAST_WORKING_DAY ? null : (
          <Chosen form={form} name="repeat.onClosedDay" label="Where banks are closed" choices={CLOSED} />
        )}
        <Typed
          form={form}
          name="repeat.leadDays"
          label="Working days before"
          hint="So long before its day each payout is made and its approval asked for."
          isNumeric
        />
      </div>
      {error ? (
        <p id={REPEAT_ERROR} role="alert" className="text-red text-small">
          {error.message}
        </p>
      ) : null}
    </fieldset>
  );
}

const REPEAT_ERROR = "repeat-error";

const UNITS = [
  { id: "week", text: "Weeks" },
  { id: "month", text: "Months" },
];
const DAYS_OF_WEEK = WEEKDAYS.map((text, place) => ({ id: String(place + 1), text }));
const DAYS_OF_MONTH = [
  { id: LAST_WORKING_DAY, text: "The last working day" },
  ...Array.from({ length: 30 }, (_, place) => ({ id: String(place + 1), text: `Day ${place + 1}` })),
  { id: "31", text: "The last day" },
];
const ENDS = [
  { id: "never", text: "When somebody ends it" },
  { id: "on", text: "On a day" },
  { id: "after", text: "After so many times" },
];
const CLOSED = CLOSED_DAY_RULES.map((id) => ({ id, text: CLOSED_DAY_WORDS[id] }));

type Part = { form: PayoutForm; name: Extract<FieldPath<PayoutDraft>, `repeat.${string}`>; label: string };

function Typed({ form, name, ...rest }: Part & { hint?: string; type?: "date"; isNumeric?: boolean }) {
  return (
    <Controller
      control={form.control}
      name={name}
      render={({ field: { value, onChange, ...field } }) => (
        <TextField
          {...rest}
          {...field}
          value={value}
          inputMode={rest.isNumeric ? "numeric" : undefined}
          autoComplete="off"
          onChange={(text) => {
            onChange(text);
            form.clearErrors("repeat");
          }}
        />
      )}
    />
  );
}

function Chosen({ form, name, ...rest }: Part & { choices: readonly { id: string; text: string }[] }) {
  return (
    <Controller
      control={form.control}
      name={name}
      render={({ field: { value, onChange, ...field } }) => (
        <Select
          {...rest}
          {...field}
          value={value}
          onChange={(id) => {
            onChange(id);
            form.clearErrors("repeat");
          }}
        />
      )}
    />
  );
}
