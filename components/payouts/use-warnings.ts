"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { askLive } from "@/components/ui/read-live";
import { SECOND_MS } from "@/lib/base/time";
import { writeWire } from "@/lib/base/wire";
import { type DraftContext, judgeTarget, type PayoutDraft, readAmount, splitOf } from "@/lib/domain/payout/draft";
import { WarningAnswer } from "@/lib/domain/payout/warning-view";

/** What the desk has to say to the draft as it stands: by the rules that judge it when it is asked for. Nothing while too little is said. */
export function useWarnings(draft: PayoutDraft, context: DraftContext) {
  const question = questionOf(draft, context);
  const key = question && writeWire(question);
  const asked = useQuery({
    queryKey: ["warnings", key],
    queryFn: ({ signal }) => askLive("/api/live/warnings", question, WarningAnswer, signal),
    enabled: key !== null,
    placeholderData: keepPreviousData,
    staleTime: 10 * SECOND_MS,
    retry: false,
  });
  const answer = question ? asked.data : undefined;
  return {
    warnings: answer?.warnings ?? [],
    needsReason: answer?.needsReason ?? false,
    approval: answer?.approval ?? null,
    isUnknown: asked.isError && question !== null,
  };
}

function questionOf(draft: PayoutDraft, { locale }: DraftContext) {
  const amount = readAmount(draft, locale);
  if (!amount.ok) return null;
  const { minor, currency } = amount.value;
  const reference = draft.reference.trim().slice(0, 100);
  const part = (to: unknown, partMinor: bigint, connectionId: string) => ({
    ...{ to, amountMinor: partMinor.toString(), currency },
    ...(connectionId === "" ? {} : { connectionId }),
  });
  if (draft.way === "closed") {
    const { parts } = splitOf(draft, minor);
    if (parts.length === 0) return null;
    return {
      parts: parts.map(({ source, amount: own }) => part({ paymentSourceId: source.paymentSourceId }, own.minor, source.connectionId)),
      reference,
    };
  }
  const to = judgeTarget(draft);
  if (!to) return null;
  return {
    parts: [
      part(to.type === "receiverAccount" ? { receiverAccountId: to.receiverAccountId } : { account: to.account }, minor, draft.connection),
    ],
    reference,
  };
}
