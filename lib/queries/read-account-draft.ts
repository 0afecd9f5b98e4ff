import { db } from "@/lib/db/client";
import { readPolicy } from "@/lib/db/read-policy";
import { type AccountKind, isAccountKind } from "@/lib/domain/account/address";
import { isInForce } from "@/lib/domain/account/standing";

export type AccountDraft = {
  readonly receiver: { readonly id: string; readonly name: string; readonly kind: "person" | "company" };
  readonly changed: { readonly accountId: string; readonly kind: AccountKind; readonly holderName: string; readonly masked: string } | null;
  /** Whether what is typed will wait for a second person, whatever it is. */
  readonly isProposal: boolean;
};

/** What the form for an account opens with; null where there is no such receiver, or no such open account of theirs. */
export async function readAccountDraft(
  merchantId: string,
  { receiverId, accountId }: { receiverId: string; accountId: string | null },
): Promise<AccountDraft | null> {
  const [row, policy] = await Promise.all([
    db().receiver.findFirst({ where: { merchantId, id: receiverId, state: "active" }, select: { id: true, name: true, kind: true } }),
    readPolicy(db(), merchantId),
  ]);
  if (!row) return null;
  const { confirmNew, confirmChanged } = policy.accounts;
  const receiver = { ...row, kind: row.kind === "company" ? "company" : "person" } as const;
  if (accountId === null) return { receiver, changed: null, isProposal: confirmNew };

  const account = await db().receiverAccount.findFirst({
    where: { merchantId, id: accountId, receiverId, closedAt: null },
    include: { versions: { orderBy: { version: "desc" }, include: { decision: true } } },
  });
  const version = account?.versions.find(isInForce) ?? account?.versions[0];
  if (!account || !version || !isAccountKind(account.kind)) return null;
  const { holderName, masked } = version;
  return { receiver, changed: { accountId, kind: account.kind, holderName, masked }, isProposal: confirmNew && confirmChanged };
}
