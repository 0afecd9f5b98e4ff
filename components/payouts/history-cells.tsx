"use client";

import { GitCompareArrows } from "lucide-react";
import type { ReactNode } from "react";
import { LoopMark } from "@/components/display/loop-mark";
import { Money } from "@/components/display/money";
import { ProviderMark } from "@/components/display/provider-mark";
import { StatusBadge } from "@/components/display/status-badge";
import { Timestamp } from "@/components/display/timestamp";
import { formatPayoutNumber } from "@/lib/base/id";
import { money } from "@/lib/base/money";
import { FAILURE_REASONS, isFailureReason } from "@/lib/domain/payout/failure";
import type { HistoryColumn } from "@/lib/domain/payout/history-layout";
import type { PayoutRow } from "@/lib/domain/payout/history-view";

export type CellFacts = { payout: PayoutRow; providerLabel: string; onFocus: (id: string) => void };

type HistoryCell = {
  readonly title: string;
  readonly isNumeric?: boolean;
  readonly isQuiet?: boolean;
  readonly head?: string;
  /** How the cell sits in a row, and on a phone in which of its two lines; what is hidden there stands on the payout's page. */
  readonly look?: string;
  readonly show: (facts: CellFacts) => ReactNode;
};

/** The cell of a line becomes a part of two. */
const PHONE = "max-md:h-auto max-md:border-0 max-md:p-0 max-md:whitespace-nowrap";
/** Money that did not arrive, or was never sent, is not money that left. */
const VOID_STATES: readonly string[] = ["failed", "refused", "returned", "rejected", "cancelled", "expired", "discarded"];
/** Stays in view while the other columns move sideways under it. */
export const PINNED = "md:sticky md:left-0 md:z-1 md:bg-raised";
const WIDE = { head: "max-md:hidden", look: "max-md:hidden" } as const;

/** What each column is called, how wide it is, and what it shows of a payout: the one table. */
export const HISTORY_CELLS: Readonly<Record<HistoryColumn, HistoryCell>> = {
  created: {
    title: "Created",
    isQuiet: true,
    head: "max-md:hidden",
    look: `${PHONE} max-md:order-4 max-md:self-center max-md:text-right`,
    show: ({ payout }) => <Timestamp at={new Date(payout.createdAt)} withZone={false} isYearShort />,
  },
  number: {
    title: "Number",
    head: "max-lg:hidden",
    look: "max-lg:sr-only",
    show: ({ payout, onFocus }) => (
      // Plain, since the row around it follows it: fifty links that each watch the router would cost more than all the rest.
      <a
        href={`/payouts/${payout.number}`}
        data-payout={payout.id}
        onFocus={() => onFocus(payout.id)}
        className="rounded-inner font-mono text-grey-5 hover:text-ink hover:underline group-hover/row:text-ink"
      >
        {formatPayoutNumber(payout.number)}
      </a>
    ),
  },
  receiver: {
    title: "Receiver",
    head: "min-w-48 max-md:hidden",
    look: `${PHONE} w-1/2 md:max-w-0 max-md:order-1`,
    show: ({ payout }) => (
      <span className="flex min-w-0 items-baseline gap-2">
        <span className="truncate font-medium">{payout.receiverName}</span>
        {payout.accountMasked ? (
          <span className="shrink-0 text-grey-5 max-md:hidden" title={payout.accountMasked}>
            <span aria-hidden>•• </span>
            <span className="sr-only">account ending in </span>
            {payout.accountMasked.slice(-4)}
          </span>
        ) : null}
      </span>
    ),
  },
  connection: {
    title: "Paid from",
    head: "max-lg:hidden xl:min-w-34",
    look: "max-lg:hidden",
    show: ({ payout, providerLabel }) => (
      <span className="flex items-center gap-2" title={`${providerLabel}, ${payout.connectionName}`}>
        <ProviderMark id={payout.provider} label={providerLabel} isTileOnly />
        <span className="max-w-32 truncate max-xl:sr-only">{payout.connectionName}</span>
      </span>
    ),
  },
  loop: {
    title: "Loop",
    head: "max-xl:hidden",
    look: "max-xl:hidden",
    show: ({ payout }) => <LoopMark loop={payout.loop} isShort />,
  },
  reference: {
    title: "Reference",
    isQuiet: true,
    head: "max-xl:hidden",
    look: "w-1/2 max-w-0 truncate max-xl:hidden",
    show: ({ payout }) => payout.reference,
  },
  amount: {
    title: "Amount",
    isNumeric: true,
    head: "min-w-32 max-md:hidden",
    look: `${PHONE} max-md:order-2`,
    show: ({ payout }) => <Money amount={money(BigInt(payout.amountMinor), payout.currency)} isVoid={VOID_STATES.includes(payout.state)} />,
  },
  status: {
    title: "Status",
    // As wide as its longest word, so that no column moves when a status does.
    head: "min-w-43 max-md:hidden",
    look: `${PHONE} max-md:order-3`,
    show: ({ payout }) => (
      <span className="flex items-center gap-1.5">
        <StatusBadge state={payout.state} goesOn={payout.goesOn === null ? null : new Date(payout.goesOn)} />
        {payout.isContradicted ? (
          <GitCompareArrows className="size-4 text-amber" role="img" aria-label="The provider says something else" />
        ) : null}
      </span>
    ),
  },
  order: { title: "Order", ...WIDE, show: ({ payout }) => payout.orderId },
  rail: { title: "Rail", ...WIDE, show: ({ payout }) => payout.rail },
  maker: { title: "Made by", ...WIDE, show: ({ payout }) => payout.makerName },
  assignee: { title: "Whose", ...WIDE, show: ({ payout }) => payout.assigneeName },
  settled: {
    title: "Paid",
    isQuiet: true,
    ...WIDE,
    show: ({ payout }) => (payout.settledAt ? <Timestamp at={new Date(payout.settledAt)} withZone={false} isYearShort /> : null),
  },
  failure: {
    title: "Why it failed",
    ...WIDE,
    show: ({ payout: { failureReason } }) =>
      failureReason === null ? null : FAILURE_REASONS[isFailureReason(failureReason) ? failureReason : "unknown"].sentence,
  },
  providerId: {
    title: "Provider's id",
    head: "max-md:hidden",
    look: "font-mono max-md:hidden",
    show: ({ payout }) => payout.providerPayoutId,
  },
};
