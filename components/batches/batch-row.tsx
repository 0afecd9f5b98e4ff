"use client";

import { RotateCcw, Trash2, Undo2 } from "lucide-react";
import NextLink from "next/link";
import { Money } from "@/components/display/money";
import { StatusBadge } from "@/components/display/status-badge";
import { Badge, type BadgeTone } from "@/components/ui/badge";
import { IconButton } from "@/components/ui/icon-button";
import { dropRowsAction, reopenRowsAction } from "@/lib/actions/batches";
import { formatPayoutNumber } from "@/lib/base/id";
import type { BatchRowView } from "@/lib/domain/batch/batch-view";
import { RowDoubts } from "./row-doubts";
import { RowFaults } from "./row-faults";
import { countRows, useBatchDeed } from "./use-batch-deed";

export type BatchRowProps = {
  batchId: string;
  row: BatchRowView;
  mayMend: boolean;
  /** This row and those under it, as far as they are read: a pasted column goes down them. */
  following: () => readonly BatchRowView[];
};

/** One line that says what the row asks for and where it stands; under it whatever a person has to do. */
export function BatchRow({ batchId, row, mayMend, following }: BatchRowProps) {
  const deed = useBatchDeed(batchId);
  const { line, state, payout } = row;
  const lines = [line];
  return (
    <div className="flex flex-col gap-2 px-4 py-2 text-small">
      <div className="grid min-h-7 grid-cols-[3rem_minmax(0,1fr)_auto] items-center gap-x-3 md:grid-cols-[3rem_9rem_minmax(0,1.4fr)_minmax(0,1fr)_minmax(0,1fr)_9rem_4.5rem]">
        <span className="text-grey-5 tabular-nums">{line}</span>
        <span className="max-md:order-3 max-md:col-start-2">
          {payout ? <StatusBadge state={payout.state} /> : <RowBadge state={state} />}
        </span>
        <span className="min-w-0 truncate font-medium">{row.name || row.orderId || "No name"}</span>
        <span className="min-w-0 truncate text-grey-5 max-md:hidden">{row.orderId ? `Order ${row.orderId}` : row.account}</span>
        <span className="min-w-0 truncate text-grey-5 max-md:hidden">{row.reference}</span>
        <span className="text-right tabular-nums">
          {row.amount ? <Money amount={row.amount} /> : <span className="text-grey-5">{row.amountText || "–"}</span>}
        </span>
        <span className="flex justify-end gap-1 max-md:order-4">
          {mayMend && (state === "faulty" || state === "doubtful" || state === "ready") ? (
            <IconButton
              label={`Leave line ${line} out`}
              size="small"
              onPress={() =>
                deed.run(
                  () => dropRowsAction({ batchId, lines, isDropped: true }),
                  (count) => `${countRows(count)} left out.`,
                )
              }
            >
              <Trash2 aria-hidden />
            </IconButton>
          ) : null}
          {mayMend && state === "dropped" ? (
            <IconButton
              label={`Take line ${line} in again`}
              size="small"
              onPress={() =>
                deed.run(
                  () => dropRowsAction({ batchId, lines, isDropped: false }),
                  (count) => `${countRows(count)} taken in again.`,
                )
              }
            >
              <Undo2 aria-hidden />
            </IconButton>
          ) : null}
          {mayMend && payout?.mayReopen ? (
            <IconButton
              label={`Mend line ${line} and send it again`}
              size="small"
              onPress={() =>
                deed.run(
                  () => reopenRowsAction({ batchId, lines }),
                  (count) => `${countRows(count)} opened again.`,
                )
              }
            >
              <RotateCcw aria-hidden />
            </IconButton>
          ) : null}
        </span>
      </div>
      {payout || row.earlier.length > 0 || row.refusal || deed.refused || row.reason ? (
        <p className="text-grey-5 md:pl-[3.75rem]">
          {payout ? (
            <>
              <NextLink
                href={`/payouts/${payout.number}`}
                prefetch={false}
                className="rounded-inner font-mono text-accent underline decoration-accent/40 underline-offset-3"
              >
                {formatPayoutNumber(payout.number)}
              </NextLink>{" "}
              {payout.why}{" "}
            </>
          ) : null}
          {row.earlier.map(({ number }) => (
            <span key={number}>
              Before it:{" "}
              <NextLink href={`/payouts/${number}`} prefetch={false} className="rounded-inner font-mono text-accent underline">
                {formatPayoutNumber(number)}
              </NextLink>
              .{" "}
            </span>
          ))}
          {row.reason ? `${row.reasonByName}: ${row.reason} ` : null}
          {row.refusal ? <span className="text-red">It was not made: {row.refusal} </span> : null}
          {deed.refused ? <span className="text-red">{deed.refused}</span> : null}
        </p>
      ) : null}
      {row.faults.length > 0 && !payout ? <RowFaults batchId={batchId} row={row} mayMend={mayMend} following={following} /> : null}
      {row.state === "doubtful" ? <RowDoubts batchId={batchId} row={row} mayMend={mayMend} following={following} /> : null}
    </div>
  );
}

const BADGES: Readonly<Record<BatchRowView["state"], { readonly word: string; readonly tone: BadgeTone }>> = {
  faulty: { word: "To mend", tone: "amber" },
  doubtful: { word: "Doubtful", tone: "amber" },
  ready: { word: "Ready", tone: "good" },
  dropped: { word: "Left out", tone: "outline" },
  going: { word: "Submitted", tone: "slate" },
  made: { word: "Submitted", tone: "slate" },
};

function RowBadge({ state }: Pick<BatchRowView, "state">) {
  return <Badge tone={BADGES[state].tone}>{BADGES[state].word}</Badge>;
}
