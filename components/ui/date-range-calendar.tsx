"use client";

import { parseDate } from "@internationalized/date";
import { ChevronLeft, ChevronRight } from "lucide-react";
import { DateField, DateInput, DateSegment } from "react-aria-components/DateField";
import { Label } from "react-aria-components/Label";
import {
  Button,
  CalendarCell,
  CalendarGrid,
  CalendarGridBody,
  CalendarGridHeader,
  CalendarHeaderCell,
  CalendarHeading,
  RangeCalendar,
} from "react-aria-components/RangeCalendar";
import { iconButtonStyle } from "./button-style";
import type { DateRange } from "./date-range";
import { CONTROL_BOX } from "./field-frame";

type DateRangeCalendarProps = { value: DateRange | null; onChange: (range: DateRange) => void; today: string };

/** Loaded by `lazy`. Typed days and clicked days are the same value. */
export function DateRangeCalendar({ value, onChange, today }: DateRangeCalendarProps) {
  const days = value ? { start: parseDate(value.from), end: parseDate(value.to) } : null;
  const pick = (from: string, to: string) => onChange(from <= to ? { from, to } : { from: to, to: from });
  return (
    <div className="flex flex-col gap-3">
      <div className="grid grid-cols-2 gap-2">
        <Day label="From" day={value?.from ?? null} onChange={(from) => pick(from, value?.to ?? from)} />
        <Day label="To" day={value?.to ?? null} onChange={(to) => pick(value?.from ?? to, to)} />
      </div>
      <RangeCalendar
        aria-label="Days"
        value={days}
        defaultFocusedValue={parseDate(today)}
        maxValue={parseDate(today)}
        onChange={({ start, end }) => pick(start.toString(), end.toString())}
      >
        <header className="flex items-center justify-between pb-2">
          <Button slot="previous" className={iconButtonStyle({ size: "small" })}>
            <ChevronLeft aria-hidden />
          </Button>
          <CalendarHeading className="font-medium" />
          <Button slot="next" className={iconButtonStyle({ size: "small" })}>
            <ChevronRight aria-hidden />
          </Button>
        </header>
        <CalendarGrid className="border-separate border-spacing-y-0.5">
          <CalendarGridHeader>
            {(day) => <CalendarHeaderCell className="size-8 font-normal text-grey-5 text-small">{day}</CalendarHeaderCell>}
          </CalendarGridHeader>
          <CalendarGridBody>
            {(date) => (
              <CalendarCell
                date={date}
                className="grid size-8 cursor-pointer place-items-center rounded-ui text-small tabular-nums outline-none data-outside-month:invisible data-hovered:bg-grey-2 data-selected:rounded-none data-selected:bg-accent-wash data-selection-end:rounded-r-ui data-selection-start:rounded-l-ui data-selection-end:bg-accent-solid data-selection-start:bg-accent-solid data-selection-end:text-on-solid data-selection-start:text-on-solid data-disabled:cursor-default data-disabled:text-grey-4 data-focus-visible:outline-2 data-focus-visible:outline-accent pointer-coarse:size-10"
              />
            )}
          </CalendarGridBody>
        </CalendarGrid>
      </RangeCalendar>
    </div>
  );
}

function Day({ label, day, onChange }: { label: string; day: string | null; onChange: (day: string) => void }) {
  return (
    <DateField
      value={day ? parseDate(day) : null}
      onChange={(date) => (date ? onChange(date.toString()) : undefined)}
      className="flex flex-col gap-1"
    >
      <Label className="text-grey-5 text-small">{label}</Label>
      <DateInput className={`${CONTROL_BOX} px-2 tabular-nums`}>
        {(segment) => (
          <DateSegment
            segment={segment}
            className="rounded-inner px-0.5 outline-none data-focused:bg-accent-solid data-[type=literal]:px-0 data-focused:text-on-solid data-placeholder:text-grey-5"
          />
        )}
      </DateInput>
    </DateField>
  );
}
