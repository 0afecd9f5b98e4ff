import { dayOf } from "@/lib/base/day";
import { bareNumber } from "@/lib/base/id";
import { type Money, toDecimal } from "@/lib/base/money";
import { db } from "@/lib/db/client";
import { currencyOf, minorOf, moneyOf } from "@/lib/db/minor";
import type { OwnPart, PayoutDraft } from "@/lib/domain/payout/draft";
import { readChoicesOf, readReceiverChoice } from "./search-receivers";

/** What a new payout starts with when it is made from something that exists. */
export type DraftStart = Partial<PayoutDraft>;

/** "Make another like this": the same facts, none of the history. A closed-loop source is looked up anew, for what is left of it. */
export async function readDraftLike(merchantId: string, payoutId: string): Promise<DraftStart | null> {
  const payout = await db().payout.findFirst({
    where: { id: payoutId, merchantId },
    include: { accountVersion: { select: { accountId: true } }, paymentSource: true },
  });
  if (!payout) return null;
  const amount = moneyOf(payout.amountMinor, payout.currency);
  const facts = { ...typed(amount), reference: payout.reference, statementText: payout.statementText };
  if (payout.paymentSource) {
    const { orderId, orderReference, userId, sourceId } = payout.paymentSource;
    return { ...facts, way: "closed", sourceText: orderId ?? orderReference ?? userId ?? sourceId };
  }
  const receiver = payout.accountVersion && (await readReceiverChoice(merchantId, payout.accountVersion.accountId));
  return { ...facts, way: "open", receiver, connection: payout.connectionId };
}

/** A payout that is changed before it is approved, and what of its source it takes already. */
export type Mends = { readonly payoutId: string; readonly number: string; readonly round: number; readonly own: OwnPart | null };

/** The form of a payout that waits for approval or came back, filled with what stands there. Null when it can no longer be changed. */
export async function readDraftOf(merchantId: string, idOrNumber: string): Promise<{ start: DraftStart; mends: Mends } | null> {
  const payout = await db().payout.findFirst({
    where: {
      merchantId,
      attempts: 0,
      state: { in: ["awaitingApproval", "rejected", "held"] },
      OR: [{ id: idOrNumber }, { number: bareNumber(idOrNumber) }],
    },
    include: { paymentSource: { select: { sourceId: true } }, merchant: { select: { timeZone: true } } },
  });
  const start = payout && (await readDraftLike(merchantId, payout.id));
  if (!payout || !start) return null;
  const { id: payoutId, number, round, state, paymentSource, sendAfter, merchant } = payout;
  const minor = state === "rejected" ? 0n : minorOf(payout.amountMinor);
  return {
    start: { ...start, sendOn: sendAfter === null ? "" : dayOf(sendAfter, merchant.timeZone) },
    mends: { payoutId, number, round, own: paymentSource && { paymentSourceId: paymentSource.sourceId, minor } },
  };
}

/** "Pay this receiver": their account, when there is only one to choose. */
export async function readDraftFor(merchantId: string, receiverId: string): Promise<DraftStart | null> {
  const [choice, ...others] = await readChoicesOf(merchantId, receiverId);
  if (!choice) return null;
  return { way: "open", receiver: others.length === 0 ? choice : null };
}

/** What of an amount could not go back where it came in: the same reference and currency, to a receiver who has yet to be named. */
export async function readDraftRest(merchantId: string, payoutId: string, amount: string): Promise<DraftStart | null> {
  const payout = await db().payout.findFirst({ where: { id: payoutId, merchantId }, select: { currency: true, reference: true } });
  if (!payout) return null;
  return { way: "open", receiverIs: "known", amount, currency: currencyOf(payout.currency), reference: payout.reference };
}

function typed(amount: Money): Pick<PayoutDraft, "amount" | "currency"> {
  return { amount: toDecimal(amount), currency: amount.currency };
}
