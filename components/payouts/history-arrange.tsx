"use client";

import { ArrowDown, ArrowUp } from "lucide-react";
import { useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Dialog } from "@/components/ui/dialog";
import { IconButton } from "@/components/ui/icon-button";
import { Refusal } from "@/components/ui/refusal";
import { Select } from "@/components/ui/select";
import { arrangeHistoryAction } from "@/lib/actions/views";
import { HISTORY_COLUMNS, type HistoryColumn, type HistoryLayout, USUAL_LAYOUT } from "@/lib/domain/payout/history-layout";
import { HISTORY_CELLS } from "./history-cells";

export type HistoryArrangeProps = { layout: HistoryLayout; onArranged: (layout: HistoryLayout) => void; onClose: () => void };

/** Which columns, in which order, and how tall the rows are: one's own, on every machine. */
export function HistoryArrange({ layout, onArranged, onClose }: HistoryArrangeProps) {
  const [draft, setDraft] = useState(layout);
  const [isPending, start] = useTransition();
  const [refusal, setRefusal] = useState<string | null>(null);
  const idle = HISTORY_COLUMNS.filter((column) => !draft.columns.includes(column));
  const set = (columns: HistoryColumn[]) => setDraft({ ...draft, columns });
  const move = (place: number, step: 1 | -1) => {
    const columns = [...draft.columns];
    const [moved] = columns.splice(place, 1);
    if (moved) columns.splice(place + step, 0, moved);
    set(columns);
  };
  const keep = () =>
    start(async () => {
      const answer = await arrangeHistoryAction(draft);
      if (!answer.ok) return setRefusal(answer.denial.fields?.columns?.[0] ?? answer.denial.sentence);
      onArranged(draft);
      onClose();
    });

  return (
    <Dialog
      title="Columns and rows"
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={() => setDraft(USUAL_LAYOUT)}>As usual</Button>
          <Button tone="primary" onPress={keep} isPending={isPending}>
            Keep it so
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <ul aria-label="Columns, in their order" className="divide-y divide-grey-2 rounded-ui border border-grey-2">
          {draft.columns.map((column, place) => {
            const { title } = HISTORY_CELLS[column];
            return (
              <li key={column} className="flex min-h-10 items-center justify-between gap-2 px-3">
                <Checkbox value isDisabled={column === "number"} onChange={() => set(draft.columns.filter((one) => one !== column))}>
                  {title}
                </Checkbox>
                <span className="flex">
                  <IconButton label={`Move ${title} up`} size="small" isDisabled={place === 0} onPress={() => move(place, -1)}>
                    <ArrowUp />
                  </IconButton>
                  <IconButton
                    label={`Move ${title} down`}
                    size="small"
                    isDisabled={place === draft.columns.length - 1}
                    onPress={() => move(place, 1)}
                  >
                    <ArrowDown />
                  </IconButton>
                </span>
              </li>
            );
          })}
          {idle.map((column) => (
            <li key={column} className="flex min-h-10 items-center px-3">
              <Checkbox value={false} onChange={() => set([...draft.columns, column])}>
                {HISTORY_CELLS[column].title}
              </Checkbox>
            </li>
          ))}
        </ul>
        <Checkbox value={draft.isFirstPinned} onChange={(isFirstPinned) => setDraft({ ...draft, isFirstPinned })}>
          The first column stays in view
        </Checkbox>
        <Select
          label="Rows"
          choices={[
            { id: "usual", text: "As everywhere" },
            { id: "compact", text: "Compact" },
            { id: "comfortable", text: "Comfortable" },
          ]}
          value={draft.density ?? "usual"}
          onChange={(id) => setDraft({ ...draft, density: id === "compact" || id === "comfortable" ? id : null })}
        />
        <Refusal title="It was not kept" sentence={refusal} />
      </div>
    </Dialog>
  );
}
