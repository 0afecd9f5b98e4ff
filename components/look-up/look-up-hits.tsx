"use client";

import { useState } from "react";
import { Money } from "@/components/display/money";
import { StatusBadge } from "@/components/display/status-badge";
import { Timestamp } from "@/components/display/timestamp";
import { Card } from "@/components/ui/card";
import { formatPayoutNumber } from "@/lib/base/id";
import { money } from "@/lib/base/money";
import type { LookUpHit } from "@/lib/domain/payout/look-up-view";
import { LookUpCard, type LookUpRights } from "./look-up-card";

export type LookUpHitsProps = LookUpRights & { hits: readonly LookUpHit[]; hasMore: boolean };

/** The likeliest payout as an answer; others that fit too, each with its reason, one press away. */
export function LookUpHits({ hits, hasMore, ...rights }: LookUpHitsProps) {
  const [chosenId, setChosenId] = useState<string | null>(null);
  const chosen = hits.find(({ id }) => id === chosenId) ?? hits[0];
  if (!chosen) return null;
  return (
    <div className="grid grid-cols-1 items-start gap-4 lg:grid-cols-[minmax(0,1fr)_22rem]">
      <LookUpCard key={chosen.id} hit={chosen} {...rights} />
      {hits.length > 1 ? (
        <Card title={hasMore ? `The likeliest ${hits.length}` : `${hits.length} payouts fit`} padding="flush">
          <ul className="max-h-160 divide-y divide-grey-2 overflow-y-auto">
            {hits.map((hit) => (
              <li key={hit.id}>
                <button
                  type="button"
                  aria-pressed={hit.id === chosen.id}
                  onClick={() => setChosenId(hit.id)}
                  className="flex w-full flex-col gap-1 px-4 py-2.5 text-left transition-colors hover:bg-grey-1 focus-visible:-outline-offset-2 aria-pressed:bg-grey-1 aria-pressed:shadow-[inset_2px_0_0_var(--color-accent)]"
                >
                  <span className="flex items-center justify-between gap-2">
                    <span className="truncate font-medium">{hit.receiverName}</span>
                    <Money amount={money(BigInt(hit.amountMinor), hit.currency)} />
                  </span>
                  <span className="flex items-center justify-between gap-2">
                    <span className="truncate text-grey-5 text-small">
                      <Timestamp at={hit.createdAt} dateOnly withZone={false} /> · {formatPayoutNumber(hit.number)}
                    </span>
                    <StatusBadge state={hit.state} />
                  </span>
                  <span className="text-grey-5 text-small">{hit.why}</span>
                </button>
              </li>
            ))}
          </ul>
          {hasMore ? (
            <p className="border-grey-2 border-t px-4 py-2.5 text-grey-5 text-small">More fit. Add something else that the caller knows.</p>
          ) : null}
        </Card>
      ) : null}
    </div>
  );
}
