import type { ReactNode } from "react";
import { classNames } from "./class-names";

/** `hatched` is amber for what is not known; it never stands for a failure. */
export type BadgeTone = "neutral" | "good" | "amber" | "hatched" | "red" | "slate" | "outline";

const TONES: Record<BadgeTone, string> = {
  neutral: "border-transparent bg-grey-2 text-grey-5",
  // Money that arrived is the ordinary case: quiet, with a green tick, so that the exceptions stand out in a long list.
  good: "border-transparent bg-grey-1 text-ink [&_svg]:text-accent",
  amber: "border-transparent bg-amber-wash text-amber",
  hatched: "hatched border-amber-line text-amber",
  red: "border-transparent bg-red-wash text-red",
  slate: "border-transparent bg-slate-wash text-slate",
  outline: "border-grey-3 bg-transparent text-grey-5",
};

/** Icon, word and tint together, so that colour never speaks alone. */
export function Badge({ tone = "neutral", icon, children }: { tone?: BadgeTone; icon?: ReactNode; children: ReactNode }) {
  return (
    <span
      className={classNames(
        "inline-flex h-6 shrink-0 items-center gap-1 whitespace-nowrap rounded-ui border px-1.5 font-medium text-small [&_svg]:size-3.5 [&_svg]:shrink-0",
        TONES[tone],
      )}
    >
      {icon}
      {children}
    </span>
  );
}

/** How many wait: beside a word in navigation. Reads as part of that word's name. */
export function CountBadge({ count, tone = "amber", noun }: { count: number; tone?: "amber" | "neutral"; noun: string }) {
  return (
    <span
      className={classNames(
        "inline-flex h-5 min-w-5 items-center justify-center rounded-full px-1.5 font-medium text-small tabular-nums",
        tone === "amber" ? "bg-amber-wash text-amber" : "bg-grey-2 text-grey-5",
      )}
    >
      {count > 999 ? "999+" : count}
      <span className="sr-only"> {noun}</span>
    </span>
  );
}
