import type { Tx } from "@/lib/db/client";
import type { AccountDecision, ReceiverAccount, ReceiverAccountVersion } from "@/lib/db/generated/client";

export type DecidedVersion = ReceiverAccountVersion & { readonly decision: AccountDecision | null };

export type LockedAccount = {
  readonly account: ReceiverAccount;
  /** Newest first. */
  readonly versions: readonly DecidedVersion[];
};

/**
 * The account, held until the transaction ends: a change and a confirmation at once come one after the other. Null for another merchant's.
 */
export async function lockAccount(tx: Tx, where: { accountId: string; merchantId: string }): Promise<LockedAccount | null> {
  await tx.$queryRaw`SELECT "id" FROM "receiver_account" WHERE "id" = ${where.accountId} AND "merchantId" = ${where.merchantId} FOR UPDATE`;
  const account = await tx.receiverAccount.findFirst({ where: { id: where.accountId, merchantId: where.merchantId } });
  if (!account) return null;
  const versions = await tx.receiverAccountVersion.findMany({
    where: { accountId: account.id },
    include: { decision: true },
    orderBy: { version: "desc" },
  });
  return { account, versions };
}
