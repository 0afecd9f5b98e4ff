import type { Tx } from "@/lib/db/client";
import type { HoldKind } from "@/lib/domain/payout/hold";
import { wantEnrolment } from "@/lib/operations/enrolments/want-enrolment";
import { providerOf } from "@/lib/providers/registry";
import type { LockedPayout } from "./lock-payout";

/** Why an approved payout must wait, and when to look again; null there: when somebody wakes it, or at the schedule's next turn. */
export type Hindrance = { readonly kind: HoldKind; readonly sentence: string; readonly lookAgainAt: Date | null };

type Question = (tx: Tx, payout: LockedPayout) => Promise<Hindrance | null>;

/** Asked under the payout's lock, right before the first byte. The first answer is the one that people read. */
const QUESTIONS: readonly Question[] = [connectionIsOff, receiverIsNotReady];

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

/** Asked only once it is approved: nobody is written to by a provider on a maker's word alone. */
async function receiverIsNotReady(tx: Tx, payout: LockedPayout): Promise<Hindrance | null> {
  const { manifest } = providerOf(payout.provider);
  if (!manifest.enrolment) return null;
  const { state, nextStep } = await wantEnrolment(tx, payout);
  if (state === "ready") return null;
  return { kind: "receiver", sentence: nextStep ?? `The receiver is being made known to ${manifest.label}.`, lookAgainAt: null };
}
