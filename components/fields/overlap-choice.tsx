"use client";

import { Segmented } from "@/components/ui/segmented";
import { OVERLAP_HOURS } from "@/lib/domain/access/api-key-schema";

export type OverlapHours = (typeof OVERLAP_HOURS)[number];

const WORDS = { 0: "Not at all", 1: "1 hour", 24: "1 day", 168: "7 days" } as const satisfies Record<OverlapHours, string>;

export type OverlapChoiceProps = { label: string; value: OverlapHours; onChange: (hours: OverlapHours) => void };

/** For how long an old secret goes on beside the one that replaces it. */
export function OverlapChoice({ label, value, onChange }: OverlapChoiceProps) {
  return (
    <>
      <span className="font-medium text-small">{label}</span>
      <div>
        <Segmented
          label={label}
          segments={OVERLAP_HOURS.map((hours) => ({ id: String(hours), text: WORDS[hours] }))}
          chosen={String(value)}
          onChoose={(id) => onChange(OVERLAP_HOURS.find((hours) => String(hours) === id) ?? value)}
        />
      </div>
    </>
  );
}
