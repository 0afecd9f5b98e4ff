"use client";

import { ArrowUp } from "lucide-react";
import { Timestamp } from "@/components/display/timestamp";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { Callout } from "@/components/ui/callout";
import type { HistoryPage } from "@/lib/domain/payout/history-view";
import { filterLabel } from "./history-labels";

/** What stands in the link and could not be used: said, with the reason, and never dropped in silence. */
export function HistoryProblems({ problems, query }: { problems: HistoryPage["problems"]; query: string }) {
  if (problems.length === 0) return null;
  return (
    <Callout
      tone="warning"
      title={problems.length === 1 ? "One part of this link could not be used" : `${problems.length} parts of this link could not be used`}
      actions={
        <ButtonLink size="small" href={`/payouts?${queryWithout(query, problems)}`}>
          Remove {problems.length === 1 ? "it" : "them"}
        </ButtonLink>
      }
    >
      <ul className="flex flex-col gap-0.5">
        {problems.map(({ name, value, sentence }) => (
          <li key={`${name} ${value}`}>
            {filterLabel(name)} “{value}”: {sentence}
          </li>
        ))}
      </ul>
    </Callout>
  );
}

function queryWithout(query: string, problems: HistoryPage["problems"]): string {
  const words = [...new URLSearchParams(query)].flatMap(([name, values]) => values.split(",").map((value) => [name, value.trim()]));
  return new URLSearchParams(words.filter(([name, value]) => !problems.some((bad) => bad.name === name && bad.value === value))).toString();
}

/** New payouts wait here while somebody reads, so that no row moves under the eye or the pointer. */
export function NewerNotice({ count, onShow }: { count: number; onShow: () => void }) {
  return (
    <div role="status" className="pointer-events-none absolute inset-x-0 top-11 z-10 flex justify-center max-md:top-2">
      {count > 0 ? (
        <span className="pointer-events-auto rounded-ui shadow-float">
          <Button size="small" tone="primary" onPress={onShow}>
            <ArrowUp aria-hidden />
            {count >= 100 ? "Over 100 new payouts" : `${count} new ${count === 1 ? "payout" : "payouts"}`}
          </Button>
        </span>
      ) : null}
    </div>
  );
}

/** The rows are still right as of a moment that is named; what they have become since is not known. */
export function StaleNotice({ since, isSessionOver, onRetry }: { since: number; isSessionOver: boolean; onRetry: () => void }) {
  return (
    <Callout
      tone="warning"
      isLive
      title={isSessionOver ? "You have been signed out" : "Not up to date"}
      actions={
        <Button size="small" onPress={isSessionOver ? () => window.location.reload() : onRetry}>
          {isSessionOver ? "Sign in again" : "Try now"}
        </Button>
      }
    >
      These rows are as they were at <Timestamp at={new Date(since)} withSeconds />.{" "}
      {isSessionOver ? "Nothing was lost." : "Payouts go on meanwhile; this page tries again every few seconds."}
    </Callout>
  );
}
