"use client";

import { useQuery } from "@tanstack/react-query";
import { Play, Undo2 } from "lucide-react";
import type { Route } from "next";
import { Money } from "@/components/display/money";
import { StatusBadge } from "@/components/display/status-badge";
import { Timestamp } from "@/components/display/timestamp";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { Callout } from "@/components/ui/callout";
import { Card } from "@/components/ui/card";
import { ErrorFace } from "@/components/ui/error-face";
import { Link } from "@/components/ui/link";
import { LinkTabs } from "@/components/ui/link-tabs";
import { useLiveMs } from "@/components/ui/live-context";
import { Progress } from "@/components/ui/progress";
import { Refusal } from "@/components/ui/refusal";
import { continueBatchAction, reopenRowsAction } from "@/lib/actions/batches";
import { type BatchView, ROW_VIEWS, type RowViewName } from "@/lib/domain/batch/batch-view";
import { batchOptions } from "./batch-options";
import { BatchResult } from "./batch-result";
import { BatchRows } from "./batch-rows";
import { ColumnMapping } from "./column-mapping";
import { countRows, useBatchDeed } from "./use-batch-deed";

const LIVE_MS = 2_000;

export type BatchScreenProps = { batchId: string; view: RowViewName; mayCreate: boolean; mayReveal: boolean; sameFile: string | null };

/** A file of payouts: what it says, what is wrong with it, and what became of each row, while it moves. */
export function BatchScreen({ batchId, view, mayCreate, mayReveal, sameFile }: BatchScreenProps) {
  const { data: batch, isError, refetch } = useQuery({ ...batchOptions(batchId), refetchInterval: useLiveMs(LIVE_MS) });
  const deed = useBatchDeed(batchId);
  if (!batch) {
    if (!isError) return null;
    return (
      <ErrorFace title="The batch could not be read" action={<Button onPress={() => void refetch()}>Try again</Button>}>
        Nothing was lost: what was typed is kept.
      </ErrorFace>
    );
  }
  const { counts, failed, refused, payouts } = batch;
  const rows = countAll(batch);
  const rejected = payouts.find(({ state }) => state === "rejected")?.count ?? 0;
  const isOpen = mayCreate && batch.state === "open";
  return (
    <div className="flex flex-col gap-4">
      {sameFile ? (
        <Callout
          tone="warning"
          title="This very file was dropped before"
          actions={<ButtonLink href={`/batches/${sameFile}`}>Open the first one</ButtonLink>}
        >
          Both are kept. Whatever is submitted with one of them is not paid again with the other.
        </Callout>
      ) : null}
      {batch.state === "reading" ? (
        <Card title="The file is being read">
          <Progress label="Rows read" done={batch.rowsRead} noun="rows" />
          <p className="pt-2 text-grey-5 text-small">You may leave this page. What is wrong in the rows so far is shown below.</p>
        </Card>
      ) : null}
      {batch.trouble ? (
        <Callout tone="danger" title="The file could not be read to its end">
          {batch.trouble} Nothing of it can be submitted: mend the file, and drop it again.
        </Callout>
      ) : null}
      {isOpen && rejected > 0 ? (
        <Callout
          tone="warning"
          title={`${countRows(rejected)} ${rejected === 1 ? "was" : "were"} rejected`}
          actions={
            <Button
              isPending={deed.isPending}
              onPress={() =>
                deed.run(
                  () => reopenRowsAction({ batchId, lines: null }),
                  (count) => `${countRows(count)} taken back.`,
                )
              }
            >
              <Undo2 aria-hidden />
              Take {rejected === 1 ? "it" : "them"} back to mend
            </Button>
          }
        >
          Taken back, they may be mended, reviewed and submitted again. Each becomes another payout that names the one that was rejected,
          which is let go for good.
        </Callout>
      ) : null}
      <Refusal title="It was not done" sentence={deed.refused} />
      <Card>
        <div className="flex flex-wrap items-start justify-between gap-x-8 gap-y-4">
          <div className="flex min-w-0 flex-col gap-1.5">
            <p className="flex flex-wrap gap-x-6 gap-y-1">
              {batch.totals.map(({ amount, rows: count }) => (
                <span key={amount.currency} className="flex items-baseline gap-2">
                  <Money amount={amount} size="figure" />
                  <span className="text-grey-5 text-small">{countRows(count)}</span>
                </span>
              ))}
            </p>
            <p className="text-grey-5 text-small">
              {batch.said.join(" ")} Brought by {batch.createdByName}, <Timestamp at={batch.createdAt} />.
            </p>
            {payouts.length > 0 ? (
              <p className="flex flex-wrap items-center gap-2">
                {payouts.map(({ state, count }) => (
                  <span key={state} className="inline-flex items-center gap-1.5">
                    <StatusBadge state={state} />
                    <span className="tabular-nums">{count}</span>
                  </span>
                ))}
                <Link href={`/payouts?batchId=${batchId}`}>In the history</Link>
              </p>
            ) : null}
          </div>
          <div className="flex flex-wrap gap-2">
            <BatchResult batchId={batchId} name={batch.name} mayReveal={mayReveal} />
            {isOpen && counts.going + refused > 0 ? (
              <Button
                isPending={deed.isPending}
                onPress={() =>
                  deed.run(
                    () => continueBatchAction({ batchId }),
                    (count) => `${countRows(count)} taken up again.`,
                  )
                }
              >
                <Play aria-hidden />
                Continue
              </Button>
            ) : null}
            {isOpen && counts.ready > 0 ? (
              <ButtonLink href={`/batches/${batchId}/review`} tone="primary">
                Review {countRows(counts.ready)}
              </ButtonLink>
            ) : null}
          </div>
        </div>
        {counts.going > 0 ? (
          <div className="pt-4">
            <Progress label="Payouts made" done={counts.made} total={counts.made + counts.going} noun="payouts" />
          </div>
        ) : null}
      </Card>
      {isOpen ? <ColumnMapping key={batch.revision} batch={batch} /> : null}
      <LinkTabs
        label="Rows"
        tabs={ROW_VIEWS.map((one) => ({
          href: `/batches/${batchId}${one === "all" ? "" : `?view=${one}`}` as Route,
          title: VIEW_WORDS[one],
          count: {
            all: rows,
            faulty: counts.faulty,
            doubtful: counts.doubtful,
            ready: counts.ready,
            sent: counts.going + counts.made,
            failed,
            dropped: counts.dropped,
          }[one],
          isCurrent: one === view,
        }))}
      />
      <BatchRows key={view} batchId={batchId} view={view} mayMend={isOpen} />
    </div>
  );
}

const VIEW_WORDS = {
  all: "All rows",
  faulty: "To mend",
  doubtful: "Doubtful",
  ready: "Ready",
  sent: "Submitted",
  failed: "Not arrived",
  dropped: "Left out",
} as const satisfies Record<RowViewName, string>;

function countAll({ counts }: BatchView): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}
