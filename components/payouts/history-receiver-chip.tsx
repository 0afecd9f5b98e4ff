"use client";

import { ReceiverPicker } from "@/components/fields/receiver-picker";
import { FilterChip, type FilterChipProps } from "@/components/ui/filter-chip";
import { Link } from "@/components/ui/link";
import { readLive } from "@/components/ui/read-live";

export type HistoryReceiverChipProps = Pick<FilterChipProps, "name" | "isOpen" | "onOpenChange"> & {
  receiverId: string | null;
  chosenName: string | null;
  onChange: (receiverId: string | null) => void;
};

/** One receiver, found as they are found where somebody is to be paid. */
export function HistoryReceiverChip({ name, receiverId, chosenName, onChange, ...popover }: HistoryReceiverChipProps) {
  return (
    <FilterChip name={name} chosen={receiverId ? (chosenName ?? receiverId) : undefined} onClear={() => onChange(null)} {...popover}>
      {(close) => (
        <div className="flex w-80 max-w-full flex-col gap-3">
          <ReceiverPicker
            find={findReceivers}
            value={receiverId}
            chosenName={chosenName ?? undefined}
            onChange={(id) => {
              if (id === null) return;
              onChange(id);
              close();
            }}
          />
          {receiverId ? <Link href={`/receivers/${receiverId}`}>Open their page</Link> : null}
        </div>
      )}
    </FilterChip>
  );
}

/** Each receiver once, although the search answers with their accounts. */
async function findReceivers(typed: string, signal: AbortSignal) {
  const { ReceiverChoices } = await import("@/lib/domain/receiver/receiver-choice");
  const found = await readLive(`/api/live/receivers?${new URLSearchParams({ text: typed })}`, ReceiverChoices, signal);
  const byReceiver = new Map(found.map((choice) => [choice.receiverId, choice]));
  return [...byReceiver.values()].map(({ receiverId, name, kind, masked }) => ({
    id: receiverId,
    name,
    kind: kind === "company" ? ("business" as const) : ("person" as const),
    detail: masked,
  }));
}
