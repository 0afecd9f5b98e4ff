"use client";

import { Money } from "@/components/display/money";
import { Timestamp } from "@/components/display/timestamp";
import { Card } from "@/components/ui/card";
import type { UnitView } from "@/lib/domain/approval/unit-view";

/** What leaves which account and what is left there, who signs, and which rules said so. */
export function UnitFacts({ view }: { view: UnitView }) {
  const { signed, steps, rules } = view;
  return (
    <div className="grid grid-cols-1 gap-4 xl:grid-cols-2">
      <Card title="What leaves">
        <ul className="flex flex-col gap-3">
          {signed.totals.map(({ connectionName, payouts, sum, fee, before, after }) => (
            <li key={`${connectionName} ${sum.currency}`} className="flex flex-col gap-0.5">
              <span className="flex flex-wrap items-baseline justify-between gap-2">
                <span className="font-medium">
                  {count(payouts)} from {connectionName}
                </span>
                <Money amount={sum} />
              </span>
              <span className="text-grey-5 text-small">
                {fee ? (
                  <>
                    Fees of about <Money amount={fee} />, by what was taken for the last payouts.
                  </>
                ) : (
                  "The fees are not known before the provider has taken them."
                )}{" "}
                {before && after ? (
                  <span className={after.minor < 0n ? "font-medium text-red" : undefined}>
                    <Money amount={before} /> becomes <Money amount={after} />
                    {after.minor < 0n ? ": too little, so some wait for money." : "."}
                  </span>
                ) : (
                  "The balance is not known."
                )}
              </span>
            </li>
          ))}
        </ul>
        {view.goesOn ? (
          <p className="mt-3">
            They go on <Timestamp at={view.goesOn.first} />
            {view.goesOn.last.getTime() === view.goesOn.first.getTime() ? null : (
              <>
                {" "}
                at the earliest and <Timestamp at={view.goesOn.last} /> at the latest
              </>
            )}
            .
          </p>
        ) : null}
        <p className="mt-3 text-grey-5 text-small">
          {signed.closed === 0
            ? "None goes back to where the money came from."
            : `${count(signed.closed)} back to where the money came from.`}
          {signed.holdMinutes > 0 ? ` Once approved they rest for ${signed.holdMinutes} minutes.` : ""}
        </p>
      </Card>
      <Card title="Why it has to be approved">
        <ul className="flex flex-col gap-1.5">
          {steps.map(({ sentence, payouts }) => (
            <li key={sentence} className="flex justify-between gap-3">
              <span>{sentence || "Nobody has to approve"}</span>
              <span className="shrink-0 text-grey-5 tabular-nums">{count(payouts)}</span>
            </li>
          ))}
        </ul>
        <ul className="mt-3 flex flex-col gap-1.5 text-grey-5 text-small">
          {rules.map(({ name, sentence, payouts }) => (
            <li key={name} className="flex justify-between gap-3">
              <span>
                <span className="font-medium text-ink">{name}.</span> {payouts === 1 ? sentence : `Such as: ${sentence}`}
              </span>
              <span className="shrink-0 tabular-nums">{count(payouts)}</span>
            </li>
          ))}
          {rules.length === 0 ? <li>No rule of its own fired: the usual number of checkers decides.</li> : null}
        </ul>
      </Card>
    </div>
  );
}

function count(payouts: number): string {
  return `${payouts.toLocaleString("en-GB")} ${payouts === 1 ? "payout" : "payouts"}`;
}
