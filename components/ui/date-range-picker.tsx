"use client";

import { lazy, Suspense } from "react";
import { Button } from "react-aria-components/Button";
import { type DateRange, datePresets, dayIn } from "./date-range";
import { Skeleton } from "./skeleton";

// The calendar weighs more than the rest of a list page together, so it comes when somebody opens it.
const DateRangeCalendar = lazy(() => import("./date-range-calendar").then((loaded) => ({ default: loaded.DateRangeCalendar })));

export type DateRangePickerProps = {
  value: DateRange | null;
  onChange: (range: DateRange) => void;
  timeZone: string;
  now: Date;
  /** Called after a preset, which needs no second look. */
  onDone?: () => void;
};

/** The inside of a popover: presets at once, days for everything else. Put it into a `FilterChip` or a `Popover`. */
export function DateRangePicker({ value, onChange, timeZone, now, onDone }: DateRangePickerProps) {
  const today = dayIn(timeZone, now);
  return (
    <div className="flex gap-3 max-sm:flex-col">
      <fieldset className="flex shrink-0 flex-col gap-0.5 max-sm:grid max-sm:grid-cols-2">
        <legend className="sr-only">Common ranges</legend>
        {datePresets(today).map(({ id, text, range }) => (
          <Button
            key={id}
            aria-pressed={value?.from === range.from && value.to === range.to}
            onPress={() => {
              onChange(range);
              onDone?.();
            }}
            className="h-8 rounded-ui px-2.5 text-left text-small transition-colors hover:bg-grey-1 aria-pressed:bg-grey-2 aria-pressed:font-medium pointer-coarse:h-11"
          >
            {text}
          </Button>
        ))}
      </fieldset>
      <div className="flex flex-col gap-2 border-grey-2 sm:border-l sm:pl-3">
        <Suspense fallback={<Skeleton width="full" height="block" />}>
          <DateRangeCalendar value={value} onChange={onChange} today={today} />
        </Suspense>
        <p className="text-grey-5 text-small">Days in {timeZone.replaceAll("_", " ")}</p>
      </div>
    </div>
  );
}
