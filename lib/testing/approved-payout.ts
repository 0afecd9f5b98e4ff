import { db } from "@/lib/db/client";
import { shownHashOf } from "@/lib/db/shown-hash";
import type { PayoutTarget } from "@/lib/domain/payout/schema";
import { approvePayout } from "@/lib/operations/approvals/approve-payout";
import { asLocked } from "@/lib/operations/payouts/lock-payout";
import { submitPayout } from "@/lib/operations/payouts/submit-payout";
import type { Desk } from "./desk";

const ANNA: PayoutTarget = { type: "inline", name: "Anna Schmidt", account: { kind: "iban", iban: "DE89370400440532013000" } };

/** A payout that a maker made and a checker approved, through the operations, ready to be sent through this desk. */
export async function anApprovedPayout(desk: Desk, provider: "ivy" | "truelayer" = "ivy", to: PayoutTarget = ANNA): Promise<string> {
  const connection = desk[provider].id;
  const wish = { connection, amountMinor: 1_234n, currency: "EUR", to, reference: "Invoice 1", source: "screen" } as const;
  const made = await submitPayout(desk.maker, wish);
  if (!made.ok) throw new Error(made.error.sentence);
  const row = asLocked(await db().payout.findUniqueOrThrow({ where: { id: made.value.payoutId } }));
  const decided = await approvePayout(desk.checker, { payoutId: row.id, shownHash: await shownHashOf(db(), row) });
  if (!decided.ok) throw new Error(decided.error.sentence);
  return row.id;
}
