"use client";

import { useDisplaySettings, useNow } from "./display-settings";
import { formatRelative, formatTime, formatUtc, type TimeStyle } from "./time-text";

export type TimestampProps = {
  at: Date;
  /** "3 min ago" while it is close; the full time then stands in the hover text. */
  isRelative?: boolean;
  /** Leave the zone out where the head of the column names it. */
  withZone?: boolean;
  withSeconds?: boolean;
  dateOnly?: boolean;
  /** In columns of recent times: the year stands only with those of another year than `now`'s. */
  isYearShort?: boolean;
};

/** In the person's zone; hovering gives UTC, and the machine-readable form is always in the markup. */
export function Timestamp({ at, isRelative, isYearShort, ...rest }: TimestampProps) {
  const { now } = useDisplaySettings();
  const style = isYearShort ? { ...rest, yearUnless: now } : rest;
  if (isRelative) return <RelativeTime at={at} style={style} />;
  return <AbsoluteTime at={at} style={style} />;
}

function AbsoluteTime({ at, style }: { at: Date; style: TimeStyle }) {
  const settings = useDisplaySettings();
  return (
    <time dateTime={at.toISOString()} title={formatUtc(at)} suppressHydrationWarning className="whitespace-nowrap tabular-nums">
      {formatTime(at, settings, style)}
    </time>
  );
}

function RelativeTime({ at, style }: { at: Date; style: TimeStyle }) {
  const settings = useDisplaySettings();
  const now = useNow();
  const full = formatTime(at, settings, style);
  return (
    <time
      dateTime={at.toISOString()}
      title={`${formatTime(at, settings)} · ${formatUtc(at)}`}
      suppressHydrationWarning
      className="whitespace-nowrap tabular-nums"
    >
      {formatRelative(at, now, settings.locale) ?? full}
    </time>
  );
}
