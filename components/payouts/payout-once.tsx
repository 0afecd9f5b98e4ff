"use client";

import { CopyKey } from "@/components/display/copy-key";
import { Timestamp } from "@/components/display/timestamp";
import { Badge, type BadgeTone } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { isFinal } from "@/lib/domain/payout/lifecycle";
import type { PayoutView, TimelineItem, TimelineItemOf } from "@/lib/domain/payout/payout-view";
import { sayDuration } from "./timeline-words";

const ENDS = {
  accepted: { word: "Taken", tone: "slate" },
  refused: { word: "Refused", tone: "red" },
  notSent: { word: "Not taken", tone: "neutral" },
  unknown: { word: "Not known", tone: "hatched" },
} as const satisfies Record<string, { word: string; tone: BadgeTone }>;

/** Why this payout cannot be paid twice: every attempt, when it was, under which key, and how it ended. */
export function PayoutOnce({ payout }: { payout: PayoutView }) {
  const attempts = payout.timeline.filter(isAttempt).toSorted((a, b) => a.sequence - b.sequence);
  const [first] = attempts;
  return (
    <Card title="Paid at most once">
      <p className="pb-2 text-grey-5 text-small">{sayGuard(payout, first)}</p>
      <ol className="divide-y divide-grey-2">
        {attempts.map((attempt) => (
          <li key={attempt.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2 text-small">
            <span className="font-medium">Attempt {attempt.sequence}</span>
            <AttemptEnd attempt={attempt} />
            <span className="ml-auto text-grey-5">
              <Timestamp at={attempt.at} withSeconds />
              {attempt.endedAt ? ` · ${sayDuration(attempt.endedAt.getTime() - attempt.at.getTime())}` : null}
            </span>
          </li>
        ))}
      </ol>
      {attempts.length > 1 ? <p className="py-2 text-grey-5 text-small">{sayWhyOnce(attempts)}</p> : null}
      {first ? <CopyKey label={first.guard === "idempotencyKey" ? "idempotency key" : "guarding number"} text={first.guardKey} /> : null}
    </Card>
  );
}

function AttemptEnd({ attempt: { end } }: { attempt: TimelineItemOf<"attempt"> }) {
  if (!end) return <Badge tone="slate">Under way</Badge>;
  return <Badge tone={ENDS[end].tone}>{ENDS[end].word}</Badge>;
}

function sayGuard({ state, connection: { providerLabel } }: PayoutView, first: TimelineItemOf<"attempt"> | undefined): string {
  if (!first && isFinal(state)) return "Nothing was sent, and nothing will be.";
  if (!first) return "Nothing has been sent yet. The key is fixed already and will be the same for every attempt.";
  if (first.guard === "idempotencyKey") {
    return `Every attempt carries this one key. ${providerLabel} takes it once for as long as it remembers the key, and after that time nothing is sent under it alone.`;
  }
  return `${providerLabel} keeps nobody from paying twice, so a doubtful attempt is looked up by this number before anything is sent again.`;
}

/** Why more than one attempt did not become more than one payment: each by what was known when it left. */
function sayWhyOnce(attempts: readonly TimelineItemOf<"attempt">[]): string {
  const [first] = attempts;
  const stayed = attempts.slice(0, -1).every(({ end }) => end === "notSent");
  if (stayed) return "Every attempt but the last never reached the provider.";
  const byKey = first?.guard === "idempotencyKey" ? "under the same key while the provider surely knew it, or " : "";
  return `After a doubtful attempt it was sent again only ${byKey}once the provider's own list did not have it and two people had agreed.`;
}

function isAttempt(item: TimelineItem): item is TimelineItemOf<"attempt"> {
  return item.kind === "attempt";
}
