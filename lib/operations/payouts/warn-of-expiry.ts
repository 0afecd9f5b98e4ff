import { formatPayoutNumber } from "@/lib/base/id";
import { sayMoney } from "@/lib/base/say-money";
import { readApprovalFacts } from "@/lib/db/approval-facts";
import type { Tx } from "@/lib/db/client";
import { moneyOf } from "@/lib/db/minor";
import { peopleWith } from "@/lib/db/people-with";
import { isMember, openStep } from "@/lib/domain/approval/judge-approval";
import { queueMail } from "@/lib/operations/mail/queue-mail";
import type { LockedPayout } from "./lock-payout";

/** Writes to everybody who could sign the step that is open. The mail leads to the payout and decides nothing by itself. */
export async function warnOfExpiry(tx: Tx, payout: LockedPayout): Promise<void> {
  const { merchantId, number, receiverName, amountMinor, currency, unitId } = payout;
  if (unitId !== null && !(await isFirstOfUnit(tx, payout))) return;
  const facts = await readApprovalFacts(tx, payout);
  const open = facts.steps[openStep(facts)];
  if (!open) return;
  const hands = [facts.makerId, ...facts.touchedBy, ...facts.approvals.flatMap(({ checkerId, forId }) => [checkerId, forId])];
  const able = (await peopleWith(tx, merchantId, "payout.approve")).filter(
    (one) => isMember(open.group, one) && !hands.includes(one.personId),
  );
  const amount = moneyOf(amountMinor, currency);
  for (const { personId } of able) {
    const to = { personId };
    if (unitId !== null) {
      const text = "Payouts of a file wait for your word. If nobody decides, they lapse and have to be asked for again.";
      await queueMail(tx, { merchantId, to, subject: "A file of payouts lapses soon", text, path: `/approvals?file=${unitId}` });
      continue;
    }
    await queueMail(tx, {
      merchantId,
      to,
      subject: `A payout lapses soon: ${formatPayoutNumber(number)}`,
      text: `${sayMoney(amount)} to ${receiverName} waits for your word. If nobody decides, it lapses and has to be asked for again.`,
      path: `/approvals?payout=${number}`,
    });
  }
}

/** A file lapses payout by payout, and is warned of once. */
async function isFirstOfUnit(tx: Tx, { id, unitId, merchantId }: LockedPayout): Promise<boolean> {
  const first = await tx.payout.findFirst({
    where: { unitId, merchantId, state: "awaitingApproval" },
    orderBy: { id: "asc" },
    select: { id: true },
  });
  return first?.id === id;
}

/** Whoever asked for it counts on it: that nobody decided is not to be found out by a receiver who waits. */
export async function tellOfExpiry(tx: Tx, { merchantId, makerKind, makerId, ...payout }: LockedPayout): Promise<void> {
  if (makerKind !== "person") return;
  const { id, unitId } = payout;
  // Of a file once: the first that lapses.
  if (
    unitId !== null &&
    (await tx.payout.findFirst({ where: { unitId, merchantId, state: "expired", id: { not: id } }, select: { id: true } }))
  )
    return;
  const amount = moneyOf(payout.amountMinor, payout.currency);
  await queueMail(tx, {
    merchantId,
    to: { personId: makerId },
    subject: `A payout lapsed: ${formatPayoutNumber(payout.number)}`,
    text: `Nobody decided in time on ${sayMoney(amount)} to ${payout.receiverName}, so it is not sent. If it is still wanted, make it again.`,
    path: `/payouts/${payout.number}`,
  });
}
