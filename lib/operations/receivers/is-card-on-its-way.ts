import type { Tx } from "@/lib/db/client";
import type { AccountKind } from "@/lib/domain/account/address";
import type { PayoutState } from "@/lib/domain/payout/lifecycle";

/** A card has no number to approve: whoever reads that mailbox has the money. Its address must not change behind a checker's back. */
export async function isCardOnItsWay(tx: Tx, receiverId: string): Promise<boolean> {
  const toCards = { accountVersion: { account: { receiverId, kind: "virtualCard" satisfies AccountKind } } };
  const count = await tx.payout.count({ where: { state: { in: [...BEFORE_SENDING] }, ...toCards } });
  return count > 0;
}

const BEFORE_SENDING: readonly PayoutState[] = ["awaitingApproval", "approved", "held", "dispatching"];
