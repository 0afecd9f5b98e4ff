"use client";

import { TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { Money } from "@/components/display/money";
import { Timestamp } from "@/components/display/timestamp";
import { Link } from "@/components/ui/link";
import { formatPayoutNumber } from "@/lib/base/id";
import type { ApprovalView } from "@/lib/domain/approval/approval-view";

type Difference = ApprovalView["differences"][number];

/** What is unlike this receiver's history, before everything else on the page; or plainly that nothing is. */
export function ApprovalDifferences({ view }: { view: ApprovalView }) {
  const { differences, payout } = view;
  const target = payout.loop === "closed" ? "account" : "receiver";
  if (differences.length === 0) {
    return (
      <section aria-label="History" className="rounded-ui border border-grey-2 bg-raised px-4 py-3 text-small">
        <span className="font-medium">
          {payout.loop === "closed" && view.past.paidTimes === 0
            ? "It goes back where the money came from. "
            : `Nothing differs from this ${target}'s history. `}
        </span>
        <Past view={view} />
      </section>
    );
  }
  return (
    <section aria-label="What differs" className="flex flex-col gap-2 rounded-ui border border-amber-line bg-amber-wash px-4 py-3">
      <h2 className="font-medium text-amber text-small">What differs from this {target}'s history</h2>
      <ul className="flex flex-col gap-1.5">
        {differences.map((difference) => (
          <li key={difference.kind} className="flex items-start gap-2">
            <TriangleAlert className="mt-0.5 size-4 shrink-0 text-amber" aria-hidden />
            <span>{sayDifference(difference, view)}</span>
          </li>
        ))}
      </ul>
      {view.past.paidTimes > 0 ? (
        <p className="text-grey-5 text-small">
          <Past view={view} />
        </p>
      ) : null}
    </section>
  );
}

function Past({ view: { past, payout } }: { view: ApprovalView }) {
  if (past.paidTimes === 0) return payout.loop === "closed" ? "Nothing was sent back to this account before." : "Nothing was paid before.";
  return (
    <>
      Paid {past.paidTimes === 1 ? "once" : `${past.paidTimes} times`} before
      {past.lastPaidAt ? (
        <>
          , last on <Timestamp at={past.lastPaidAt} dateOnly />
        </>
      ) : null}
      {past.usual ? (
        <>
          , usually <Money amount={past.usual.median} />
        </>
      ) : null}
      .
    </>
  );
}

function sayDifference(difference: Difference, { payout }: ApprovalView): ReactNode {
  const isClosed = payout.loop === "closed";
  switch (difference.kind) {
    case "firstPayout":
      return "It is the first payout to this receiver.";
    case "accountChanged":
      return (
        <>
          The account's details were changed on <Timestamp at={difference.at} />, after it was last paid.
        </>
      );
    case "accountNew":
      return (
        <>
          The account was added on <Timestamp at={difference.at} /> and never paid; the receiver was paid to another one before.
        </>
      );
    case "sameAmount":
      return (
        <>
          The same amount {difference.isPaid ? "was paid" : "is already asked for or on its way"} to this{" "}
          {isClosed ? "account" : "receiver"}: <PayoutLink number={difference.number} /> of <Timestamp at={difference.at} />.
        </>
      );
    case "amountAbove":
      return (
        <>
          The amount is {sayTimes(difference.percent)} the usual <Money amount={difference.median} /> (the middle of {difference.times}{" "}
          payouts).
        </>
      );
  }
}

function PayoutLink({ number }: { number: string }) {
  return (
    <Link href={`/payouts/${number}`} className="font-mono text-small">
      {formatPayoutNumber(number)}
    </Link>
  );
}

function sayTimes(percent: number): string {
  return `${(percent / 100).toFixed(percent < 1000 ? 1 : 0).replace(/\.0$/, "")} times`;
}
