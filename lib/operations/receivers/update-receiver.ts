import { failed, ok, type Result } from "@/lib/base/result";
import { foldText } from "@/lib/base/text";
import { writeAudit } from "@/lib/db/audit";
import type { Tx } from "@/lib/db/client";
import type { Receiver } from "@/lib/db/generated/client";
import { detailsOf, sealDetails } from "@/lib/db/personal-details";
import { inTransaction } from "@/lib/db/transaction";
import { type Actor, may } from "@/lib/domain/access/actor";
import { type Denial, denial } from "@/lib/domain/access/denial";
import type { AccountKind } from "@/lib/domain/account/address";
import type { PayoutState } from "@/lib/domain/payout/lifecycle";
import { NO_DETAILS } from "@/lib/domain/receiver/details";
import type { UpdateReceiver } from "@/lib/domain/receiver/schema";

/** Changes what is known of a receiver. Payouts keep the name that they were asked for under; accounts are not touched. */
export async function updateReceiver(actor: Actor, input: UpdateReceiver): Promise<Result<{ receiverId: string }, Denial>> {
  if (!may(actor, "receiver.create")) return failed(denial("forbidden"));
  return inTransaction(async (tx) => {
    await tx.$queryRaw`SELECT "id" FROM "receiver" WHERE "id" = ${input.receiverId} FOR UPDATE`;
    const before = await tx.receiver.findFirst({ where: { id: input.receiverId, merchantId: actor.merchantId, state: "active" } });
    if (!before) return failed(denial("notFound"));
    const { receiverId, name, email, country, reference, details = NO_DETAILS } = input;
    const facts = {
      name,
      nameFolded: foldText(name),
      email: email?.toLowerCase() ?? null,
      country: country ?? null,
      reference: reference || null,
    };
    if (facts.email !== before.email && (await isCardOnItsWay(tx, receiverId))) {
      return failed(denial("changedMeanwhile", CARD_ON_ITS_WAY, { email: [CARD_ON_ITS_WAY] }));
    }
    await tx.receiver.update({ where: { id: receiverId }, data: { ...facts, ...sealDetails(receiverId, details) } });
    const changed = namesOfChanged(before, { ...before, ...facts });
    const hidden = JSON.stringify(detailsOf(before)) === JSON.stringify(details) ? [] : ["personal details"];
    await writeAudit(tx, {
      actor,
      event: "receiver.changed",
      subject: { kind: "receiver", id: receiverId },
      // What was sealed stays sealed: the audit says that it changed, not to what.
      details: { changed: [...Object.keys(changed), ...hidden], ...changed },
    });
    return ok({ receiverId });
  });
}

const CARD_ON_ITS_WAY =
  "A payout to this receiver's virtual card is under way, and the card goes to this address. Cancel the payout first, or let it end.";

/** A card has no number to approve: whoever reads that mailbox has the money. Its address must not change behind a checker's back. */
async function isCardOnItsWay(tx: Tx, receiverId: string): Promise<boolean> {
  const toCards = { accountVersion: { account: { kind: "virtualCard" satisfies AccountKind } } };
  const count = await tx.payout.count({ where: { receiverId, state: { in: [...BEFORE_SENDING] }, ...toCards } });
  return count > 0;
}

const BEFORE_SENDING: readonly PayoutState[] = ["awaitingApproval", "approved", "held", "dispatching"];

const TOLD = ["name", "email", "country", "reference"] as const satisfies readonly (keyof Receiver)[];

function namesOfChanged(before: Receiver, after: Receiver): Record<string, { from: string | null; to: string | null }> {
  return Object.fromEntries(TOLD.filter((key) => before[key] !== after[key]).map((key) => [key, { from: before[key], to: after[key] }]));
}
