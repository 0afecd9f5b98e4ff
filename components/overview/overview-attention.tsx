import {
  CheckCheck,
  ChevronRight,
  CircleHelp,
  GitCompareArrows,
  Hourglass,
  type LucideIcon,
  PauseCircle,
  Stamp,
  ThumbsDown,
  TriangleAlert,
  UserRound,
} from "lucide-react";
import NextLink from "next/link";
import { Money } from "@/components/display/money";
import { classNames } from "@/components/ui/class-names";
import { EmptyFace } from "@/components/ui/empty-face";
import { money } from "@/lib/base/money";
import { historyQuery, type PayoutTotals } from "@/lib/domain/payout/history-view";
import type { AttentionKind, AttentionLine } from "@/lib/queries/read-overview";

type Look = {
  readonly title: string;
  /** What it means and what to do, in one line. */
  readonly sentence: string;
  /** How it is named among what was looked for and not found. */
  readonly absent: string;
  readonly Icon: LucideIcon;
  readonly tone: string;
};

const AMBER = "border-amber-line bg-amber-wash text-amber";

const LOOKS: Record<AttentionKind, Look> = {
  awaitingMe: {
    title: "Awaiting your approval",
    sentence: "Nothing is sent before you decide.",
    absent: "awaiting your approval",
    Icon: Stamp,
    tone: AMBER,
  },
  unconfirmed: {
    title: "Unconfirmed",
    sentence: "They may have been paid. Find out before anyone pays again.",
    absent: "unconfirmed",
    Icon: CircleHelp,
    tone: "hatched border-amber-line text-amber",
  },
  contradicted: {
    title: "Contradicted by the provider",
    sentence: "The provider reports something that does not fit what we know.",
    absent: "contradicted",
    Icon: GitCompareArrows,
    tone: AMBER,
  },
  notArrived: {
    title: "Did not arrive since yesterday",
    sentence: "Failed, refused, or sent back by the receiver's bank.",
    absent: "failed since yesterday",
    Icon: TriangleAlert,
    tone: "border-red-line bg-red-wash text-red",
  },
  held: {
    title: "On hold",
    sentence: "Approved, and waiting: for their day, for money, or for a person.",
    absent: "on hold",
    Icon: PauseCircle,
    tone: AMBER,
  },
  assignedToMe: {
    title: "Yours",
    sentence: "Taken by you or given to you. Put them down when they are done.",
    absent: "yours to look after",
    Icon: UserRound,
    tone: "border-slate-line bg-slate-wash text-slate",
  },
  rejectedMine: {
    title: "Yours, rejected this week",
    sentence: "See the reason, and mend them or let them go.",
    absent: "rejected",
    Icon: ThumbsDown,
    tone: "border-grey-3 bg-grey-1 text-grey-5",
  },
  waitingForOthers: {
    title: "Yours, waiting for a checker",
    sentence: "Somebody else has to decide on them.",
    absent: "waiting for a checker",
    Icon: Hourglass,
    tone: "border-slate-line bg-slate-wash text-slate",
  },
};

/** What needs this person, each line with its count and money, and a link to exactly those. */
export function OverviewAttention({ lines }: { lines: readonly AttentionLine[] }) {
  const pressing = lines.filter(({ totals }) => totals.count > 0);
  const absent = lines.filter(({ totals }) => totals.count === 0).map(({ kind }) => LOOKS[kind].absent);
  return (
    <section aria-label="What needs a person" className="overflow-hidden rounded-ui border border-grey-2 bg-raised">
      {pressing.length === 0 ? (
        <EmptyFace icon={<CheckCheck className="text-accent" aria-hidden />} title="Nothing needs you right now">
          Nothing is {sayOr(absent)}.
        </EmptyFace>
      ) : (
        <>
          <ul className="divide-y divide-grey-2">
            {pressing.map((line) => (
              <li key={line.kind}>
                <Line line={line} />
              </li>
            ))}
          </ul>
          {absent.length > 0 ? (
            <p className="flex items-center gap-2 border-grey-2 border-t px-4 py-2.5 text-grey-5 text-small">
              <CheckCheck className="size-4 shrink-0 text-accent" aria-hidden />
              Nothing is {sayOr(absent)}.
            </p>
          ) : null}
        </>
      )}
    </section>
  );
}

function Line({ line: { kind, totals, filters } }: { line: AttentionLine }) {
  const { title, sentence, Icon, tone } = LOOKS[kind];
  return (
    <NextLink
      href={filters ? `/payouts?${historyQuery(filters)}` : "/approvals"}
      className="group grid grid-cols-[auto_minmax(0,1fr)_auto_auto] items-center gap-x-3 gap-y-1 px-4 py-3 transition-colors hover:bg-grey-1 focus-visible:-outline-offset-2 sm:gap-x-4"
    >
      <span className={classNames("grid size-8 place-items-center rounded-ui border", tone)}>
        <Icon className="size-4" aria-hidden />
      </span>
      <span className="flex min-w-0 flex-col">
        <span className="font-medium">{title}</span>
        <span className="text-grey-5 text-small">{sentence}</span>
        <span className="mt-1 flex flex-wrap gap-x-3 text-small sm:hidden">
          <Sums totals={totals} />
        </span>
      </span>
      <span className="flex items-center justify-end gap-5">
        <span className="hidden gap-4 text-small sm:flex">
          <Sums totals={totals} />
        </span>
        <span className="min-w-10 text-right font-semibold text-title tabular-nums">{sayCount(totals)}</span>
      </span>
      <ChevronRight className="size-4 text-grey-4 transition-colors group-hover:text-ink" aria-hidden />
    </NextLink>
  );
}

const SHOWN_CURRENCIES = 3;

function Sums({ totals: { sums } }: { totals: PayoutTotals }) {
  const more = sums.length - SHOWN_CURRENCIES;
  return (
    <>
      {sums.slice(0, SHOWN_CURRENCIES).map(({ currency, amountMinor }) => (
        <Money key={currency} amount={money(BigInt(amountMinor), currency)} />
      ))}
      {more > 0 ? <span className="text-grey-5">and {more} more currencies</span> : null}
    </>
  );
}

function sayCount({ count, isExact, summed }: PayoutTotals): string {
  return isExact ? String(count) : `over ${summed}`;
}

function sayOr(words: readonly string[]): string {
  return new Intl.ListFormat("en-GB", { type: "disjunction" }).format(words);
}
