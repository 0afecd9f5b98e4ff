"use client";

import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/text-field";
import { giveReasonAction } from "@/lib/actions/batches";
import type { RowFaultsProps } from "./row-faults";
import { countRows, useBatchDeed } from "./use-batch-deed";
import { useTyped } from "./use-typed";

/** What somebody should look at before the row is paid, and their word on it. Who says so is on record, row by row. */
export function RowDoubts({ batchId, row, mayMend, following }: RowFaultsProps) {
  const [reason, setReason] = useTyped(`${batchId} ${row.line}`);
  const deed = useBatchDeed(batchId);
  const kinds = row.doubts.map(({ kind }) => kind).join();
  const say = (count: number) => `${countRows(count)} ready.`;
  const give = (lines: readonly number[]) => deed.run(() => giveReasonAction({ batchId, lines, reason }), say);
  const alike = () => following().filter((one) => one.state === "doubtful" && one.doubts.map(({ kind }) => kind).join() === kinds);
  return (
    <div className="flex flex-col gap-2 md:pl-[3.75rem]">
      <ul>
        {row.doubts.map(({ sentence }) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      {mayMend ? (
        <div className="flex flex-wrap items-start gap-2">
          <div className="w-full max-w-md">
            <TextField
              label={`Why line ${row.line} is to be paid all the same`}
              isLabelHidden
              placeholder="Why it is to be paid all the same"
              value={reason}
              onChange={setReason}
              error={deed.refused ?? undefined}
              isDisabled={deed.isPending}
              onKeyDown={(event) => {
                if (event.key !== "Enter" || reason.trim().length < 3) return;
                event.preventDefault();
                give([row.line]);
              }}
            />
          </div>
          <Button isDisabled={reason.trim().length < 3} isPending={deed.isPending} onPress={() => give([row.line])}>
            Pay it
          </Button>
          <Button tone="plain" isDisabled={reason.trim().length < 3} onPress={() => give(alike().map(({ line }) => line))}>
            This and those below like it
          </Button>
        </div>
      ) : null}
    </div>
  );
}
