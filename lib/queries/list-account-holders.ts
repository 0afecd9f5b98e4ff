import { accountIndex } from "@/lib/db/account-index";
import { db } from "@/lib/db/client";
import type { AccountHolder } from "@/lib/domain/account/account-facts";
import type { AccountAddress } from "@/lib/domain/account/address";
import { isInForce } from "@/lib/domain/account/standing";

const MOST = 10;

/** Receivers who have an account of this number on file, found without reading any. */
export async function listAccountHolders(merchantId: string, address: AccountAddress): Promise<readonly AccountHolder[]> {
  const blindIndex = accountIndex(address);
  if (!blindIndex) return [];
  const accounts = await db().receiverAccount.findMany({
    where: { merchantId, kind: address.kind, closedAt: null, receiver: { state: "active" }, versions: { some: { blindIndex } } },
    include: {
      receiver: { select: { id: true, name: true } },
      versions: {
        orderBy: { version: "desc" },
        select: { blindIndex: true, needsConfirmation: true, decision: { select: { verdict: true } } },
      },
    },
    take: MOST,
  });
  const holders = accounts
    .filter(({ versions }) => Buffer.from(versions.find(isInForce)?.blindIndex ?? []).equals(blindIndex))
    .map(({ receiver }) => ({ receiverId: receiver.id, name: receiver.name }));
  return [...new Map(holders.map((holder) => [holder.receiverId, holder])).values()];
}
