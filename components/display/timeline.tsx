import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { classNames } from "@/components/ui/class-names";
import { Disclosure } from "@/components/ui/disclosure";
import { Timestamp } from "./timestamp";

export type TimelineTone = "plain" | "good" | "amber" | "red" | "slate";

export type TimelineEntry = {
  id: string;
  at: Date;
  /** A person, "TrueLayer", "Counterfoil": whose doing it was. */
  who: ReactNode;
  /** One plain sentence. */
  what: ReactNode;
  Icon: LucideIcon;
  tone?: TimelineTone;
  /** A note or a reason, in the writer's own words. */
  note?: ReactNode;
  /** Shown on demand under the entry. */
  evidence?: { summary: string; body: ReactNode };
};

const TONES: Record<TimelineTone, string> = {
  plain: "border-grey-3 bg-raised text-grey-5",
  good: "border-transparent bg-accent-wash text-accent",
  amber: "border-amber-line bg-amber-wash text-amber",
  red: "border-red-line bg-red-wash text-red",
  slate: "border-slate-line bg-slate-wash text-slate",
};

/** State moves, decisions, attempts, webhooks and notes in one stream, in the order the caller gives. */
export function Timeline({ label, entries }: { label: string; entries: readonly TimelineEntry[] }) {
  return (
    <ol aria-label={label} className="flex flex-col">
      {entries.map((entry, place) => (
        <li key={entry.id} className="relative flex gap-3 pb-4 last:pb-0">
          {place < entries.length - 1 ? <span className="absolute top-7 bottom-0 left-3 w-px bg-grey-2" aria-hidden /> : null}
          <span className={classNames("grid size-6 shrink-0 place-items-center rounded-full border", TONES[entry.tone ?? "plain"])}>
            <entry.Icon className="size-3.5" aria-hidden />
          </span>
          <div className="flex min-w-0 flex-1 flex-col gap-0.5 pt-0.5">
            <p className="text-base">{entry.what}</p>
            <p className="flex flex-wrap items-center gap-x-2 text-grey-5 text-small">
              <span className="inline-flex min-w-0 items-center">{entry.who}</span>
              <span aria-hidden>·</span>
              <Timestamp at={entry.at} withSeconds />
            </p>
            {entry.note ? <blockquote className="mt-1 border-grey-3 border-l-2 pl-3 text-base">{entry.note}</blockquote> : null}
            {entry.evidence ? (
              <div className="mt-0.5">
                <Disclosure summary={entry.evidence.summary}>{entry.evidence.body}</Disclosure>
              </div>
            ) : null}
          </div>
        </li>
      ))}
    </ol>
  );
}
