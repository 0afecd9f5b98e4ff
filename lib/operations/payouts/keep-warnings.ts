import { currentTime } from "@/lib/base/clock";
import type { Tx } from "@/lib/db/client";
import type { SenseWarning } from "@/lib/domain/payout/sense-rules";
import type { LockedPayout } from "./lock-payout";

/** The warnings that stand when a payout is asked for, word for word; one that stood before already is on record. */
export async function keepWarnings(tx: Tx, { id: payoutId, merchantId }: LockedPayout, warnings: readonly SenseWarning[]): Promise<void> {
  if (warnings.length === 0) return;
  const seenAt = currentTime();
  await tx.payoutWarning.createMany({
    data: warnings.map((warning) => ({ ...warning, payoutId, merchantId, seenAt })),
    skipDuplicates: true,
  });
}
