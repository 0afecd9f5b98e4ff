import type { Tx } from "@/lib/db/client";
import type { HoldKind } from "@/lib/domain/payout/hold";
import type { LockedPayout } from "./lock-payout";

/** Why an approved payout must wait, and when to look again; null there: when somebody wakes it, or at the schedule's next turn. */
export type Hindrance = { readonly kind: HoldKind; readonly sentence: string; readonly lookAgainAt: Date | null };

type Question = (tx: Tx, payout: LockedPayout) => Promise<Hindrance | null>;

/** Asked under the payout's lock, right before the first byte. The first answer is the one that people read. */
const QUESTIONS: readonly Question[] = [connectionIsOff];

export async function findHindrance(tx: Tx, payout: LockedPayout): Promise<Hindrance | null> {
  for (const ask of QUESTIONS) {
    const hindrance = await ask(tx, payout);
    if (hindrance) return hindrance;
  }
  return null;
}

async function connectionIsOff(tx: Tx, { connectionId }: LockedPayout): Promise<Hindrance | null> {
  const connection = await tx.connection.findUniqueOrThrow({ where: { id: connectionId }, select: { state: true } });
  if (connection.state === "active") return null;
  return { kind: "connection", sentence: "The connection it leaves from is not active.", lookAgainAt: null };
}
