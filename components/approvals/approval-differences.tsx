"use client";

import { TriangleAlert } from "lucide-react";
import { Money } from "@/components/display/money";
import { Timestamp } from "@/components/display/timestamp";
import { WarningList } from "@/components/display/warning-list";
import type { ApprovalView } from "@/lib/domain/approval/approval-view";

/** What stands out, before everything else on the page, and what of it the maker saw; or plainly that nothing does. */
export function ApprovalDifferences({ view }: { view: ApprovalView }) {
  const { warnings, payout } = view;
  const target = payout.loop === "closed" ? "account" : "receiver";
  const isByMachine = payout.source !== "screen";
  const { marks } = view.risk;
  const standing = warnings.filter(({ since }) => since !== "gone");
  if (warnings.length === 0 && marks.length === 0) {
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
      <h2 className="font-medium text-amber text-small">
        {standing.length + marks.length === 0 ? "What stood out when it was made" : `What differs from this ${target}'s history`}
      </h2>
      <WarningList
        warnings={warnings.map(({ since, ...warning }) => ({
          ...warning,
          note: isByMachine ? undefined : SINCE[since],
          isQuiet: since === "gone",
        }))}
      />
      {marks.length > 0 ? (
        <ul className="flex flex-col gap-1.5">
          {marks.map((mark) => (
            <li key={mark} className="flex items-start gap-2">
              <TriangleAlert className="mt-0.5 size-4 shrink-0 text-amber" aria-hidden />
              {mark}
            </li>
          ))}
        </ul>
      ) : null}
      {view.makerReason ? (
        <p className="text-small">
          <span className="font-medium">{payout.maker.isYou ? "You" : payout.maker.name} said:</span> {view.makerReason}
        </p>
      ) : null}
      {view.past.paidTimes > 0 ? (
        <p className="text-grey-5 text-small">
          <Past view={view} />
        </p>
      ) : null}
    </section>
  );
}

const SINCE = { seen: "the maker saw this", new: "new since it was made", gone: "when it was made, and no longer" } as const;

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
