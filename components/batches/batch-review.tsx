import { ClipboardCheck } from "lucide-react";
import { Money } from "@/components/display/money";
import { ButtonLink } from "@/components/ui/button-link";
import { Callout } from "@/components/ui/callout";
import { Card } from "@/components/ui/card";
import { EmptyFace } from "@/components/ui/empty-face";
import type { BatchReview as Review } from "@/lib/queries/read-batch-review";
import { SubmitBatch } from "./submit-batch";

export type BatchReviewProps = { batchId: string; revision: number; review: Review; waiting: number };

/** What will happen to money, before anybody confirms it. */
export function BatchReview({ batchId, revision, review, waiting }: BatchReviewProps) {
  if (review.rows === 0) {
    return (
      <Card>
        <EmptyFace
          icon={<ClipboardCheck aria-hidden />}
          title="No row is ready"
          action={<ButtonLink href={`/batches/${batchId}`}>Back to the rows</ButtonLink>}
        >
          Mend the rows, or say why the doubtful ones are to be paid all the same. Then it is shown here what would leave.
        </EmptyFace>
      </Card>
    );
  }
  return (
    <div className="grid grid-cols-1 items-start gap-5 lg:grid-cols-[minmax(0,1fr)_20rem]">
      <div className="flex min-w-0 flex-col gap-4">
        <Card title="What leaves">
          <ul className="flex flex-col gap-3">
            {review.groups.map(({ connectionName, loop, rows, sum, largest }) => (
              <li
                key={`${connectionName} ${loop} ${sum.currency}`}
                className="flex flex-col gap-1 border-grey-2 border-b pb-3 last:border-b-0 last:pb-0"
              >
                <span className="flex flex-wrap items-baseline justify-between gap-2">
                  <span className="font-medium">
                    {rows.toLocaleString("en-GB")} {rows === 1 ? "payout" : "payouts"} from {connectionName},{" "}
                    {loop === "closed" ? "back to where the money came from" : "to receivers"}
                  </span>
                  <Money amount={sum} />
                </span>
                <span className="text-grey-5 text-small">
                  The largest is line {largest.line}, {largest.name}: <Money amount={largest.amount} />.
                </span>
              </li>
            ))}
          </ul>
        </Card>
        {review.needs.outlierCount > 0 ? (
          <Callout
            tone="warning"
            title={`${review.needs.outlierCount.toLocaleString("en-GB")} ${review.needs.outlierCount === 1 ? "amount is" : "amounts are"} far above the usual`}
          >
            <ul className="flex flex-col gap-1">
              {review.needs.outliers.map(({ line, name, amount, sentences }) => (
                <li key={line}>
                  Line {line}, {name}: <Money amount={amount} />. {sentences.join(" ")}
                </li>
              ))}
            </ul>
            {review.needs.outlierCount > review.needs.outliers.length ? <p>These are the largest of them.</p> : null}
          </Callout>
        ) : null}
        <Card title="Who approves, and why">
          <ul className="flex flex-col gap-1.5">
            {review.needs.approvals.map(({ sentence, isStuck, rows }) => (
              <li key={sentence} className="flex justify-between gap-3">
                <span className={isStuck ? "text-amber" : undefined}>{sentence}</span>
                <span className="shrink-0 text-grey-5 tabular-nums">{rows.toLocaleString("en-GB")}</span>
              </li>
            ))}
          </ul>
          <ul className="mt-3 flex flex-col gap-1.5 text-grey-5 text-small">
            {review.needs.rules.map(({ name, sentence, rows }) => (
              <li key={name} className="flex justify-between gap-3">
                <span>
                  <span className="font-medium text-ink">{name}.</span> {rows === 1 ? sentence : `Such as: ${sentence}`}
                </span>
                <span className="shrink-0 tabular-nums">{rows.toLocaleString("en-GB")}</span>
              </li>
            ))}
          </ul>
        </Card>
        <Card title="Fees and balance afterwards">
          <ul className="flex flex-col gap-2">
            {review.balances.map(({ connectionName, sum, before, after, fee }) => (
              <li key={`${connectionName} ${sum.currency}`} className="flex flex-wrap items-baseline justify-between gap-2">
                <span className="flex flex-col">
                  {connectionName}
                  <span className="text-grey-5 text-small">
                    {fee ? (
                      <>
                        Fees of about <Money amount={fee} />, by what was taken for the last payouts
                      </>
                    ) : (
                      "The fees are not known before the provider has taken them"
                    )}
                  </span>
                </span>
                {before && after ? (
                  <span className={after.minor < 0n ? "text-amber" : undefined}>
                    <Money amount={before} /> becomes <Money amount={after} />
                    {after.minor < 0n ? ": too little, so what is left waits for money" : ""}
                  </span>
                ) : (
                  <span className="text-grey-5">The balance is not known</span>
                )}
              </li>
            ))}
          </ul>
        </Card>
        {review.overriddenCount > 0 ? (
          <Callout
            tone="warning"
            title={`${review.overriddenCount} ${review.overriddenCount === 1 ? "row is" : "rows are"} paid in spite of a doubt`}
          >
            <ul>
              {review.overridden.map(({ line, name, reason, byName }) => (
                <li key={line}>
                  Line {line}, {name}: “{reason}” ({byName})
                </li>
              ))}
            </ul>
          </Callout>
        ) : null}
      </div>
      <Card title="Submit">
        <div className="flex flex-col gap-3">
          {review.totals.map(({ rows, sum }) => (
            <p key={sum.currency} className="flex flex-col">
              <Money amount={sum} size="figure" />
              <span className="text-grey-5 text-small">
                {rows.toLocaleString("en-GB")} {rows === 1 ? "payout" : "payouts"}
              </span>
            </p>
          ))}
          <p className="text-small">
            {review.closed === 0
              ? "None goes back to where the money came from."
              : `${review.closed} go back to where the money came from.`}{" "}
            {waiting > 0 ? `${waiting} more ${waiting === 1 ? "row waits" : "rows wait"} and can follow.` : ""}
          </p>
          <p className="text-grey-5 text-small">
            A checker signs all of them as one, and each payout waits for that. Nothing is sent by this press alone, unless the policy says
            so.
          </p>
          <SubmitBatch batchId={batchId} revision={revision} rows={review.rows} />
        </div>
      </Card>
    </div>
  );
}
