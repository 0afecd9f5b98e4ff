"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/text-field";
import { changeRowsAction, fixAlikeAction } from "@/lib/actions/batches";
import type { BatchRowView } from "@/lib/domain/batch/batch-view";
import { BATCH_FIELDS } from "@/lib/domain/batch/fields";
import type { RowFault } from "@/lib/domain/batch/row";
import { countRows, useBatchDeed } from "./use-batch-deed";

export type RowFaultsProps = { batchId: string; row: BatchRowView; mayMend: boolean; following: () => readonly BatchRowView[] };

/** What is wrong in a row, each with a field to mend it in: Enter mends this one, Shift and Enter every row that has the same there. */
export function RowFaults({ batchId, row, mayMend, following }: RowFaultsProps) {
  const byField = new Map<RowFault["field"], RowFault[]>();
  for (const fault of row.faults) byField.set(fault.field, [...(byField.get(fault.field) ?? []), fault]);
  return (
    <ul className="flex flex-col gap-2 md:pl-[3.75rem]">
      {[...byField].map(([field, faults]) => (
        <li key={field}>
          {mayMend ? (
            <Mend key={row.texts[field] ?? ""} batchId={batchId} row={row} field={field} faults={faults} following={following} />
          ) : (
            <p>
              <span className="font-medium">{BATCH_FIELDS[field].label}:</span> {faults.map(({ sentence }) => sentence).join(" ")}
            </p>
          )}
        </li>
      ))}
    </ul>
  );
}

type MendProps = Omit<RowFaultsProps, "mayMend"> & { field: RowFault["field"]; faults: readonly RowFault[] };

function Mend({ batchId, row: { line, texts }, field, faults, following }: MendProps) {
  const before = texts[field] ?? "";
  const [text, setText] = useState(before);
  const deed = useBatchDeed(batchId);
  const suggestion = faults.find((fault) => fault.suggestion !== undefined)?.suggestion;
  const say = (count: number) => `${countRows(count)} changed.`;
  const mendThis = (typed: string) => deed.run(() => changeRowsAction({ batchId, changes: [{ line, field, text: typed }] }), say);
  const mendAlike = (typed: string) => deed.run(() => fixAlikeAction({ batchId, line, field, text: typed }), say);
  const pasteDown = (cells: readonly string[]) => {
    const changes = following()
      .slice(0, cells.length)
      .map((row, at) => ({ line: row.line, field, text: cells[at] ?? "" }));
    deed.run(() => changeRowsAction({ batchId, changes }), say);
  };
  return (
    // What was typed is kept when somebody goes on without a press: in the file itself, where whoever takes over finds it.
    <fieldset
      aria-label={`${BATCH_FIELDS[field].label} of line ${line}`}
      className="flex min-w-0 flex-wrap items-end gap-x-2 gap-y-1.5"
      onBlur={({ currentTarget, relatedTarget }) => {
        if (text !== before && !deed.isPending && !currentTarget.contains(relatedTarget)) mendThis(text);
      }}
    >
      <div className="w-full max-w-md">
        <TextField
          label={BATCH_FIELDS[field].label}
          value={text}
          onChange={setText}
          error={[...faults.map(({ sentence }) => sentence), ...(deed.refused ? [deed.refused] : [])].join(" ")}
          isDisabled={deed.isPending}
          spellCheck="false"
          autoComplete="off"
          onKeyDown={(event) => {
            if (event.key !== "Enter") return;
            event.preventDefault();
            if (event.shiftKey) mendAlike(text);
            else mendThis(text);
          }}
          onPaste={(event) => {
            const cells = event.clipboardData
              .getData("text")
              .replace(/\r?\n$/, "")
              .split(/\r?\n/);
            if (cells.length < 2) return;
            event.preventDefault();
            pasteDown(cells.map((cell) => cell.split("\t")[0]?.trim() ?? ""));
          }}
        />
      </div>
      <div className="flex flex-wrap gap-2 self-start md:pt-6">
        <Button isDisabled={text === before} isPending={deed.isPending} onPress={() => mendThis(text)}>
          Mend
        </Button>
        <Button tone="plain" isDisabled={text === before} onPress={() => mendAlike(text)}>
          All alike
        </Button>
        {suggestion === undefined ? null : (
          <Button tone="plain" onPress={() => mendThis(suggestion)}>
            Take {suggestion}
          </Button>
        )}
      </div>
    </fieldset>
  );
}
