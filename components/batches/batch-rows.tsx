"use client";

import { CheckCheck } from "lucide-react";
import { EmptyFace } from "@/components/ui/empty-face";
import { useLiveMs } from "@/components/ui/live-context";
import { PagedList } from "@/components/ui/paged-list";
import { ROWS_A_PAGE, type RowViewName } from "@/lib/domain/batch/batch-view";
import { batchRowsOptions } from "./batch-options";
import { BatchRow } from "./batch-row";

const LIVE_MS = 2_000;

export type BatchRowsProps = { batchId: string; view: RowViewName; mayMend: boolean };

/** The rows of a file that are in a state, each to be mended in place. */
export function BatchRows({ batchId, view, mayMend }: BatchRowsProps) {
  const refetchInterval = useLiveMs(LIVE_MS);
  return (
    <PagedList
      label="Rows of the file"
      noun="rows"
      className="max-h-[70vh] rounded-ui border border-grey-2 bg-raised"
      rowsAPage={ROWS_A_PAGE}
      usualHeight={44}
      pageOptions={(from) => ({ ...batchRowsOptions(batchId, { view, from }), refetchInterval })}
      untouched="Nothing was lost: what was typed is kept."
      empty={
        <div className="rounded-ui border border-grey-2 bg-raised">
          <EmptyFace icon={<CheckCheck aria-hidden />} title="No such rows">
            {view === "faulty" ? "Nothing is wrong with the rows as they stand." : "There is none in this state now."}
          </EmptyFace>
        </div>
      }
    >
      {(row, following) => <BatchRow key={`${row.line}`} batchId={batchId} row={row} mayMend={mayMend} following={following} />}
    </PagedList>
  );
}
