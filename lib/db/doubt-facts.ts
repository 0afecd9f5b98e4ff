import type { DoubtFacts } from "@/lib/domain/payout/verdict";
import type { Attempt, Payout } from "./generated/client";

/** As a provider's manifest has it. */
type Promises = {
  readonly label: string;
  readonly duplicateGuard: DoubtFacts["duplicateGuard"];
  readonly replayWindowMs?: number;
  readonly findsByReference?: boolean;
};

/** What a verdict is computed from, out of the rows; null for a payout that was never sent. */
export function doubtFacts(
  payout: Pick<Payout, "absentTimes" | "lastAbsentAt" | "contradiction">,
  attempts: readonly Pick<Attempt, "startedAt" | "sequence" | "end" | "settingsHash">[],
  settingsNow: string,
  { label, duplicateGuard, replayWindowMs, findsByReference = true }: Promises,
): DoubtFacts | null {
  const inOrder = attempts.toSorted((a, b) => a.sequence - b.sequence);
  const [first] = inOrder;
  const last = inOrder.at(-1);
  if (!first || !last) return null;
  const isSameAccount = attempts.every(({ end, settingsHash }) => end === "notSent" || settingsHash === settingsNow);
  const { absentTimes, lastAbsentAt, contradiction } = payout;
  const promises = { providerLabel: label, duplicateGuard, replayWindowMs: replayWindowMs ?? null, findsByReference };
  return { ...promises, firstSentAt: first.startedAt, lastSentAt: last.startedAt, absentTimes, lastAbsentAt, contradiction, isSameAccount };
}
