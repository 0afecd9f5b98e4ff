"use client";

import { GitCompareArrows } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { type MouseEvent, memo } from "react";
import { LoopMark } from "@/components/display/loop-mark";
import { Money } from "@/components/display/money";
import { ProviderMark } from "@/components/display/provider-mark";
import { StatusBadge } from "@/components/display/status-badge";
import { Timestamp } from "@/components/display/timestamp";
import { Cell, Row } from "@/components/ui/table";
import { formatPayoutNumber } from "@/lib/base/id";
import { money } from "@/lib/base/money";
import type { PayoutRow } from "@/lib/domain/payout/history-view";

export type HistoryRowProps = { payout: PayoutRow; providerLabel: string; isCurrent: boolean; onFocus: (id: string) => void };

/** Money that did not arrive, or was never sent, is not money that left. */
const VOID_STATES: readonly string[] = ["failed", "refused", "returned", "rejected", "cancelled", "expired", "discarded"];

/**
 * One payout on one line; on a phone on two: whom and how much, then what became of it and when. The whole row leads to the payout,
 * its number is the link that keyboards and new tabs use.
 */
export const HistoryRow = memo(function HistoryRow({ payout, providerLabel, isCurrent, onFocus }: HistoryRowProps) {
  const router = useRouter();
  const href = `/payouts/${payout.number}` as const;
  const open = (event: MouseEvent<HTMLElement>) => {
    const isElsewhere = event.target instanceof Element && event.target.closest("a, button") !== null;
    if (isElsewhere || isSelectingIn(event.currentTarget)) return;
    if (event.metaKey || event.ctrlKey) window.open(href, "_blank", "noopener");
    else router.push(href);
  };
  const createdAt = new Date(payout.createdAt);
  return (
    <Row
      isCurrent={isCurrent}
      onClick={open}
      className="cursor-pointer max-md:grid max-md:grid-cols-[minmax(0,1fr)_auto] max-md:gap-x-3 max-md:gap-y-1.5 max-md:border-grey-2 max-md:border-b max-md:px-4 max-md:py-3 max-md:last:border-b-0"
    >
      <Cell isQuiet className={`${PHONE} max-md:order-4 max-md:self-center max-md:text-right`}>
        <Timestamp at={createdAt} withZone={false} isYearShort />
      </Cell>
      <Cell className="max-lg:sr-only">
        <Link
          href={href}
          prefetch={false}
          data-payout={payout.id}
          onFocus={() => onFocus(payout.id)}
          className="rounded-inner font-mono text-grey-5 hover:text-ink hover:underline group-hover/row:text-ink"
        >
          {formatPayoutNumber(payout.number)}
        </Link>
      </Cell>
      <Cell className={`${PHONE} w-1/2 md:max-w-0 max-md:order-1`}>
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
      </Cell>
      <Cell className="max-lg:hidden">
        <span className="flex items-center gap-2" title={`${providerLabel}, ${payout.connectionName}`}>
          <ProviderMark id={payout.provider} label={providerLabel} isTileOnly />
          <span className="max-w-32 truncate max-xl:sr-only">{payout.connectionName}</span>
        </span>
      </Cell>
      <Cell className="max-xl:hidden">
        <LoopMark loop={payout.loop} isShort />
      </Cell>
      <Cell isQuiet className="w-1/2 max-w-0 truncate max-xl:hidden">
        {payout.reference}
      </Cell>
      <Cell isNumeric className={`${PHONE} max-md:order-2`}>
        <Money amount={money(BigInt(payout.amountMinor), payout.currency)} isVoid={VOID_STATES.includes(payout.state)} />
      </Cell>
      <Cell className={`${PHONE} max-md:order-3`}>
        <span className="flex items-center gap-1.5">
          <StatusBadge state={payout.state} />
          {payout.isContradicted ? (
            <GitCompareArrows className="size-4 text-amber" role="img" aria-label="The provider says something else" />
          ) : null}
        </span>
      </Cell>
    </Row>
  );
});

/** Whoever marks a reference to copy it does not mean to leave. */
function isSelectingIn(row: HTMLElement): boolean {
  const selection = window.getSelection();
  return selection?.type === "Range" && row.contains(selection.anchorNode);
}

/** The cell of a line becomes a part of two. */
const PHONE = "max-md:h-auto max-md:border-0 max-md:p-0 max-md:whitespace-nowrap";
