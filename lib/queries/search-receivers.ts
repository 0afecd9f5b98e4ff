import * as z from "zod";
import { currentTime } from "@/lib/base/clock";
import { foldText } from "@/lib/base/text";
import { DAY_MS } from "@/lib/base/time";
import { db } from "@/lib/db/client";
import { moneyOf } from "@/lib/db/minor";
import { isAccountKind } from "@/lib/domain/account/address";
import { isInForce } from "@/lib/domain/account/standing";
import { RELEASED_STATES } from "@/lib/domain/payment-source/returnable";
import type { ReceiverChoice } from "@/lib/domain/receiver/receiver-choice";
import { listReceivers } from "./list-receivers";

const MOST_RECEIVERS = 20;
const MOST_CHOICES = 25;
const RECENT_DAYS = 30;
const RECENT_SHOWN = 5;

/** Accounts that may be paid, by name, e-mail, reference, last four digits or whole number; without text those paid last. */
export async function searchReceivers(merchantId: string, text: string): Promise<readonly ReceiverChoice[]> {
  const receiverIds = text.trim() === "" ? await lastPaid(merchantId) : await matching(merchantId, text);
  return readChoices(merchantId, { receiverIds });
}

/** One account as a choice, for a form that opens with it; null when it is closed or another merchant's. */
export async function readReceiverChoice(merchantId: string, accountId: string): Promise<ReceiverChoice | null> {
  const account = await db().receiverAccount.findFirst({ where: { id: accountId, merchantId }, select: { receiverId: true } });
  if (!account) return null;
  const choices = await readChoices(merchantId, { receiverIds: [account.receiverId] });
  return choices.find((choice) => choice.accountId === accountId) ?? null;
}

/** The accounts of one receiver, for a form that opens with the receiver. */
export function readChoicesOf(merchantId: string, receiverId: string): Promise<readonly ReceiverChoice[]> {
  return readChoices(merchantId, { receiverIds: [receiverId] });
}

async function matching(merchantId: string, text: string): Promise<readonly string[]> {
  const { rows } = await listReceivers(merchantId, { text, limit: MOST_RECEIVERS });
  const lastAt = ({ lastPayoutAt }: { lastPayoutAt: Date | null }) => lastPayoutAt?.getTime() ?? 0;
  // Whose name begins so is meant before whose name only has it in the middle; among equals, who was paid last.
  const begins = ({ name }: { name: string }) => Number(` ${foldText(name)}`.includes(` ${foldText(text)}`));
  return [...rows].sort((a, b) => begins(b) - begins(a) || lastAt(b) - lastAt(a)).map(({ id }) => id);
}

const Ids = z.array(z.object({ receiverId: z.string() }));

async function lastPaid(merchantId: string): Promise<readonly string[]> {
  // Over the newest few hundred only: whoever was paid longer ago is found by typing.
  const rows = await db().$queryRaw`
    SELECT COALESCE(r."mergedIntoId", r."id") AS "receiverId" FROM (
      SELECT p."receiverId", p."createdAt" FROM "payout" p WHERE p."merchantId" = ${merchantId}
      ORDER BY p."createdAt" DESC, p."id" DESC LIMIT 300) newest
    JOIN "receiver" r ON r."id" = newest."receiverId" GROUP BY 1 ORDER BY max(newest."createdAt") DESC LIMIT 8`;
  return Ids.parse(rows).map(({ receiverId }) => receiverId);
}

async function readChoices(merchantId: string, { receiverIds }: { receiverIds: readonly string[] }): Promise<readonly ReceiverChoice[]> {
  const ids = [...receiverIds];
  const merged = await db().receiver.findMany({
    where: { merchantId, mergedIntoId: { in: ids } },
    select: { id: true, mergedIntoId: true },
  });
  // What went to a merged duplicate went to the one who is left.
  const paidAs = new Map([
    ...ids.map((id) => [id, id] as const),
    ...merged.map(({ id, mergedIntoId }) => [id, mergedIntoId ?? id] as const),
  ]);
  const since = new Date(currentTime().getTime() - RECENT_DAYS * DAY_MS);
  const [accounts, payouts] = await Promise.all([
    db().receiverAccount.findMany({
      where: { merchantId, receiverId: { in: ids }, closedAt: null, receiver: { state: "active" } },
      include: {
        receiver: { select: { name: true, kind: true } },
        versions: { orderBy: { version: "desc" }, include: { decision: true } },
      },
      orderBy: { createdAt: "asc" },
    }),
    db().payout.findMany({
      where: { merchantId, receiverId: { in: [...paidAs.keys()] }, createdAt: { gte: since }, state: { notIn: [...RELEASED_STATES] } },
      select: {
        receiverId: true,
        number: true,
        amountMinor: true,
        currency: true,
        createdAt: true,
        connectionId: true,
        accountVersion: { select: { accountId: true } },
      },
      orderBy: { createdAt: "desc" },
      take: RECENT_SHOWN * MOST_RECEIVERS,
    }),
  ]);
  const recentOf = (receiverId: string) =>
    payouts
      .filter((payout) => payout.receiverId !== null && paidAs.get(payout.receiverId) === receiverId)
      .slice(0, RECENT_SHOWN)
      .map(({ number, amountMinor, currency, createdAt, connectionId, accountVersion }) => ({
        number,
        amount: moneyOf(amountMinor, currency),
        at: createdAt,
        connectionId,
        accountId: accountVersion?.accountId ?? null,
      }));
  return accounts
    .flatMap(({ id, receiverId, kind, receiver, versions }): ReceiverChoice[] => {
      const version = versions.find(isInForce);
      if (!version || !isAccountKind(kind)) return [];
      const isCompany = receiver.kind === "company";
      return [
        {
          accountId: id,
          receiverId,
          name: receiver.name,
          kind: isCompany ? "company" : "person",
          accountKind: kind,
          masked: version.masked,
          recent: recentOf(receiverId),
        },
      ];
    })
    .sort((a, b) => ids.indexOf(a.receiverId) - ids.indexOf(b.receiverId) || Number(wasLast(b)) - Number(wasLast(a)))
    .slice(0, MOST_CHOICES);
}

/** Of several accounts the one that was paid last is the likeliest. */
function wasLast({ accountId, recent: [last] }: ReceiverChoice): boolean {
  return last?.accountId === accountId;
}
