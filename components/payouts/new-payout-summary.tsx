"use client";

import type { ReactNode } from "react";
import { AccountNumber } from "@/components/display/account-number";
import { Money } from "@/components/display/money";
import { NextDays } from "@/components/display/next-days";
import { ProviderMark } from "@/components/display/provider-mark";
import { Callout } from "@/components/ui/callout";
import type { WarningAnswer } from "@/lib/domain/payout/warning-view";
import type { DraftSummary } from "./draft-summary";

export type NewPayoutSummaryProps = {
  summary: DraftSummary;
  /** Which rules will fire and who may approve it; null while too little is said to tell. */
  approval: WarningAnswer["approval"] | null;
  warnings: ReactNode;
};

/** What will happen, in the words of the draft as it stands; what is not said yet is an open line. */
export function NewPayoutSummary({ summary, approval, warnings }: NewPayoutSummaryProps) {
  const { amount, to, from, leftToReturn } = summary;
  return (
    <div className="flex flex-col gap-4">
      <dl className="flex flex-col divide-y divide-grey-2">
        <Line term="Leaves">{amount ? <Money amount={amount} size="figure" /> : null}</Line>
        <Line term="From">
          {summary.parts.length > 1 ? (
            [...new Set(summary.parts.map(({ source }) => source.connectionName))].join(", ")
          ) : from ? (
            <ProviderMark id={from.provider} label={from.name} />
          ) : null}
        </Line>
        <Line term="To">
          {to ? (
            <span className="flex flex-col">
              <span className="font-medium">{to.name}</span>
              {summary.parts.length > 1 ? (
                <span>{summary.parts.length} accounts that paid in</span>
              ) : to.account ? (
                <AccountNumber number={to.account.number} kind={to.account.kind} />
              ) : null}
            </span>
          ) : null}
        </Line>
        {summary.thenRest ? (
          <Line term="Next, to a receiver">
            {summary.thenRest} {amount?.currency}
          </Line>
        ) : null}
        {leftToReturn ? (
          <Line term="Then still returnable">
            <Money amount={leftToReturn} />
          </Line>
        ) : null}
        <Line term="Reference">{summary.reference}</Line>
        <Line term="On the statement">{summary.statementText}</Line>
        {summary.sendDay ? (
          <Line term="Goes on">
            <span className="flex flex-col">
              <span>{summary.sendDay.said}</span>
              {summary.sendDay.shift ? <span className="text-grey-5 text-small">{summary.sendDay.shift}</span> : null}
            </span>
          </Line>
        ) : null}
      </dl>
      {summary.repeat ? (
        <div className="flex flex-col gap-1">
          <p className="text-small">{summary.repeat.said} Each is approved by itself.</p>
          <NextDays days={summary.repeat.next} today={summary.repeat.today} />
        </div>
      ) : null}
      {approval && !approval.isStuck ? (
        <div className="flex flex-col gap-1 text-small">
          {approval.rules.map((sentence) => (
            <p key={sentence} className="text-grey-5">
              {sentence}
            </p>
          ))}
          <p>{approval.sentence}</p>
        </div>
      ) : null}
      {approval?.isStuck ? (
        <Callout tone="warning" title="Nobody could approve it">
          {approval.sentence}
        </Callout>
      ) : null}
      {warnings}
    </div>
  );
}

function Line({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div className="flex min-h-10 items-baseline justify-between gap-4 py-2">
      <dt className="shrink-0 text-grey-5 text-small">{term}</dt>
      <dd className="wrap-anywhere min-w-0 text-right">{children ?? <span className="text-grey-4">–</span>}</dd>
    </div>
  );
}
