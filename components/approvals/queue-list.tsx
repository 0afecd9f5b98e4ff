"use client";

import { ShieldAlert } from "lucide-react";
import { useEffect, useRef } from "react";
import { useNow } from "@/components/display/display-settings";
import { LoopMark } from "@/components/display/loop-mark";
import { Money } from "@/components/display/money";
import { DayBadge } from "@/components/display/status-badge";
import { Timestamp } from "@/components/display/timestamp";
import { Badge } from "@/components/ui/badge";
import { Checkbox } from "@/components/ui/checkbox";
import { classNames } from "@/components/ui/class-names";
import { DAY_MS } from "@/lib/base/time";
import type { QueueItem } from "@/lib/domain/approval/approval-view";

export type QueueListProps = {
  items: readonly QueueItem[];
  /** Number of the one that is open. */
  chosen: string | null;
  onChoose: (number: string) => void;
  /** Numbers that are to be approved together. */
  selected: ReadonlySet<string>;
  onSelect: (number: string) => void;
};

/** What waits, one card a payout: mine to decide first, what others have to decide after it. */
export function QueueList({ items, ...rest }: QueueListProps) {
  const mine = items.filter(({ turn }) => turn === "mine");
  const others = items.filter(({ turn }) => turn !== "mine");
  return (
    <nav aria-label="Payouts that wait for approval" className="flex flex-col gap-4">
      <Group title="For you to decide" items={mine} {...rest} />
      <Group title="For somebody else to decide" items={others} {...rest} />
    </nav>
  );
}

function Group({ title, items, ...rest }: QueueListProps & { title: string }) {
  if (items.length === 0) return null;
  return (
    <section aria-label={title} className="flex flex-col gap-1.5">
      <h2 className="flex items-baseline justify-between gap-2 px-1 text-grey-5 text-small">
        {title} <span className="tabular-nums">{items.length}</span>
      </h2>
      <ol className="divide-y divide-grey-2 overflow-hidden rounded-ui border border-grey-2 bg-raised">
        {items.map((item) => (
          <QueueRow
            key={item.payoutId}
            item={item}
            isChosen={item.number === rest.chosen}
            isSelected={rest.selected.has(item.number)}
            onChoose={rest.onChoose}
            onSelect={rest.onSelect}
          />
        ))}
      </ol>
    </section>
  );
}

/** Moves the list alone: the browser's own way would move the page as well, under the reader's eyes. */
function bringIntoList(row: HTMLElement) {
  const list = row.closest("[data-queue]");
  if (!list) return;
  const [outer, inner] = [list.getBoundingClientRect(), row.getBoundingClientRect()];
  if (inner.top < outer.top) list.scrollTop -= outer.top - inner.top + MARGIN_PX;
  else if (inner.bottom > outer.bottom) list.scrollTop += inner.bottom - outer.bottom + MARGIN_PX;
}

const MARGIN_PX = 8;

const WHY_NOT = {
  mine: null,
  own: "Made by you, so someone else decides",
  done: "You approved; another checker is needed",
  later: "Another step, or somebody without a hand in it, comes first",
  others: "A checker decides",
} as const satisfies Record<QueueItem["turn"], string | null>;

type QueueRowProps = {
  item: QueueItem;
  isChosen: boolean;
  isSelected: boolean;
  onChoose: (number: string) => void;
  onSelect: (number: string) => void;
};

function QueueRow({ item, isChosen, isSelected, onChoose, onSelect }: QueueRowProps) {
  const place = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (isChosen && place.current) bringIntoList(place.current);
  }, [isChosen]);
  const why = WHY_NOT[item.turn];
  return (
    <li ref={place} className={classNames("relative flex transition-colors", isChosen ? "bg-accent-wash" : "hover:bg-grey-1")}>
      {canSelect(item) ? (
        <span className="flex shrink-0 items-start py-3 pl-3">
          <Checkbox aria-label={`Select the payout to ${item.receiverName}`} value={isSelected} onChange={() => onSelect(item.number)} />
        </span>
      ) : null}
      <button
        type="button"
        aria-current={isChosen ? "true" : undefined}
        onClick={() => onChoose(item.number)}
        className={classNames(
          "flex min-w-0 flex-1 flex-col gap-1 px-3 py-2.5 text-left focus-visible:-outline-offset-2",
          why !== null && "text-grey-5",
        )}
      >
        {isChosen ? <span className="absolute inset-y-0 left-0 w-0.5 bg-accent" aria-hidden /> : null}
        <span className="flex items-baseline justify-between gap-3">
          <span className="min-w-0 truncate font-medium">{item.receiverName}</span>
          <span className="shrink-0 font-medium">
            <Money amount={item.amount} />
          </span>
        </span>
        <span className="flex items-baseline justify-between gap-3 text-grey-5 text-small">
          <span className="min-w-0 truncate">{item.reference}</span>
          <span className="shrink-0">
            <Timestamp at={item.submittedAt} isRelative dateOnly />
          </span>
        </span>
        <span className="flex flex-wrap items-center gap-x-2 gap-y-1 text-grey-5 text-small">
          <LoopMark loop={item.loop} />
          <span className="min-w-0 truncate">{why ?? `by ${item.makerName}`}</span>
          {item.neededCheckers > 1 ? (
            <span className="tabular-nums">
              {item.approvals} of {item.neededCheckers}
            </span>
          ) : null}
          {item.turn === "mine" && item.risk === "high" ? (
            <Badge tone="amber" icon={<ShieldAlert />}>
              Open it
            </Badge>
          ) : null}
          {item.isAsked ? <Badge tone="slate">Asked</Badge> : null}
          {item.isFirst ? <Badge tone="amber">First payout</Badge> : null}
          {item.sendAfter ? <DayBadge day={item.sendAfter} /> : null}
          {item.expiresAt ? <Lapses at={item.expiresAt} /> : null}
        </span>
      </button>
    </li>
  );
}

/** Together with others only what nothing speaks against. */
export function canSelect({ turn, risk }: QueueItem): boolean {
  return turn === "mine" && risk === "low";
}

const SOON_MS = 2 * DAY_MS;

/** Told while there is still time to decide, and not before it matters. */
function Lapses({ at }: { at: Date }) {
  const now = useNow();
  if (at.getTime() - now.getTime() > SOON_MS) return null;
  return (
    <Badge tone="amber">
      Lapses <Timestamp at={at} isRelative />
    </Badge>
  );
}
