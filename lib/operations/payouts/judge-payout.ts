import { currentTime } from "@/lib/base/clock";
import type { Tx } from "@/lib/db/client";
import { doubtFacts } from "@/lib/db/doubt-facts";
import { judgeDoubt, type Verdict } from "@/lib/domain/payout/verdict";
import { providerOf } from "@/lib/providers/registry";
import type { LockedPayout } from "./lock-payout";

/** The verdict on an unconfirmed payout as its rows stand under the caller's lock; null when it was never sent. */
export async function judgePayout(tx: Tx, payout: LockedPayout): Promise<Verdict | null> {
  const attempts = await tx.attempt.findMany({ where: { payoutId: payout.id } });
  const connection = await tx.connection.findUniqueOrThrow({ where: { id: payout.connectionId } });
  const facts = doubtFacts(payout, attempts, connection.settingsMark, providerOf(payout.provider).manifest);
  return facts && judgeDoubt(facts, currentTime());
}
