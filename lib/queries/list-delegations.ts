import { currentTime } from "@/lib/base/clock";
import type { Money } from "@/lib/base/money";
import { db } from "@/lib/db/client";
import { moneyOf } from "@/lib/db/minor";
import { type Actor, may } from "@/lib/domain/access/actor";

export type DelegationLine = {
  readonly id: string;
  readonly lenderName: string;
  readonly delegateName: string;
  /** How the reader stands to it. */
  readonly role: "lender" | "delegate" | "other";
  readonly fromAt: Date;
  readonly untilAt: Date;
  readonly upTo: Money | null;
  readonly note: string | null;
  readonly isOpen: boolean;
  readonly endedByName: string | null;
};

const MOST = 100;

/** The reader's own, lent and taken; all of the merchant's for whoever manages the policy. Newest first. */
export async function listDelegations(actor: Extract<Actor, { kind: "person" }>): Promise<readonly DelegationLine[]> {
  const { merchantId, personId } = actor;
  const own = may(actor, "policy.manage") ? {} : { OR: [{ lenderId: personId }, { delegateId: personId }] };
  const rows = await db().delegation.findMany({
    where: { merchantId, ...own },
    orderBy: [{ givenAt: "desc" }, { id: "desc" }],
    take: MOST,
  });
  const now = currentTime();
  return rows.map((row) => ({
    ...{ id: row.id, lenderName: row.lenderName, delegateName: row.delegateName, fromAt: row.fromAt, untilAt: row.untilAt, note: row.note },
    role: row.lenderId === personId ? "lender" : row.delegateId === personId ? "delegate" : "other",
    upTo: row.upToMinor === null || row.currency === null ? null : moneyOf(row.upToMinor, row.currency),
    isOpen: row.endedAt === null && row.untilAt > now,
    endedByName: row.endedByName,
  }));
}
