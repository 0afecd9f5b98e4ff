"use client";

import { Layers } from "lucide-react";
import { Money } from "@/components/display/money";
import { Timestamp } from "@/components/display/timestamp";
import { Badge } from "@/components/ui/badge";
import { classNames } from "@/components/ui/class-names";
import type { UnitItem } from "@/lib/domain/approval/unit-view";

const WHY_NOT = {
  mine: null,
  own: "Submitted by you, so someone else decides",
  done: "You signed; others are still to",
  later: "Another step, or somebody without a hand in it, comes first",
  others: "A checker decides",
} as const satisfies Record<UnitItem["turn"], string | null>;

export type UnitListProps = { units: readonly UnitItem[]; chosen: string | null; onChoose: (unitId: string) => void };

/** Files of payouts that wait: one card each, however many payouts there are in it. */
export function UnitList({ units, chosen, onChoose }: UnitListProps) {
  if (units.length === 0) return null;
  return (
    <nav aria-label="Files that wait for approval" className="flex flex-col gap-1.5">
      <h2 className="flex items-baseline justify-between gap-2 px-1 text-grey-5 text-small">
        Files, each approved as one <span className="tabular-nums">{units.length}</span>
      </h2>
      <ol className="divide-y divide-grey-2 overflow-hidden rounded-ui border border-grey-2 bg-raised">
        {units.map((unit) => (
          <UnitCard key={unit.unitId} unit={unit} isChosen={unit.unitId === chosen} onChoose={onChoose} />
        ))}
      </ol>
    </nav>
  );
}

function UnitCard({ unit, isChosen, onChoose }: { unit: UnitItem; isChosen: boolean; onChoose: (unitId: string) => void }) {
  const why = WHY_NOT[unit.turn];
  return (
    <li className="relative flex">
      <button
        type="button"
        aria-current={isChosen ? "true" : undefined}
        onClick={() => onChoose(unit.unitId)}
        className={classNames(
          "flex min-w-0 flex-1 flex-col gap-1 px-3 py-2.5 text-left transition-colors focus-visible:-outline-offset-2",
          isChosen ? "bg-accent-wash" : "hover:bg-grey-1",
          why !== null && "text-grey-5",
        )}
      >
        {isChosen ? <span className="absolute inset-y-0 left-0 w-0.5 bg-accent" aria-hidden /> : null}
        <span className="flex items-center gap-2 font-medium">
          <Layers className="size-4 shrink-0 text-grey-5" aria-hidden />
          <span className="min-w-0 flex-1 truncate">{unit.name}</span>
          <span className="shrink-0 tabular-nums">
            {unit.payouts.toLocaleString("en-GB")} {unit.payouts === 1 ? "payout" : "payouts"}
          </span>
        </span>
        <span className="flex flex-wrap items-baseline justify-between gap-x-3">
          <span className="flex flex-wrap gap-x-3">
            {unit.sums.map((sum) => (
              <Money key={sum.currency} amount={sum} />
            ))}
          </span>
          <span className="shrink-0 text-grey-5 text-small">
            <Timestamp at={unit.submittedAt} isRelative dateOnly />
          </span>
        </span>
        <span className="flex flex-wrap items-center gap-x-2 gap-y-1 text-grey-5 text-small">
          <span className="min-w-0 truncate">{why ?? `by ${unit.makerName}`}</span>
          {unit.going > 0 ? <Badge tone="slate">{unit.going.toLocaleString("en-GB")} being made</Badge> : null}
          {unit.turn === "mine" && unit.outliers > 0 ? (
            <Badge tone="amber">
              {unit.outliers.toLocaleString("en-GB")} {unit.outliers === 1 ? "stands" : "stand"} out
            </Badge>
          ) : null}
        </span>
      </button>
    </li>
  );
}
