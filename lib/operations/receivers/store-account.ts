import { currentTime } from "@/lib/base/clock";
import { newId } from "@/lib/base/id";
import type { Tx } from "@/lib/db/client";
import type { ReceiverAccount, ReceiverAccountVersion } from "@/lib/db/generated/client";
import { readPolicy } from "@/lib/db/read-policy";
import type { Actor } from "@/lib/domain/access/actor";
import { enqueue } from "@/lib/queue/enqueue";
import { type AccountContent, type NewVersion, versionRow } from "./version-row";

export type FurtherAccount = AccountContent & { readonly receiverId: string; readonly newAccountId?: string };

/** A further account of a receiver, with its first version. What is doubtful about it must have been asked before (`whyDoubtful`). */
export async function storeAccount(
  tx: Tx,
  actor: Actor,
  { receiverId, newAccountId = newId("receiverAccount"), ...content }: FurtherAccount,
): Promise<ReceiverAccountVersion> {
  const account = await tx.receiverAccount.create({
    data: { id: newAccountId, merchantId: actor.merchantId, receiverId, kind: content.address.kind, createdAt: currentTime() },
  });
  return storeVersion(tx, actor, { account, version: 1, isPaidBefore: false, ...content });
}

type FurtherVersion = NewVersion & { readonly account: ReceiverAccount };

/** What an account says from now on: a proposal, where the merchant's policy wants a second person for it. */
export async function storeVersion(tx: Tx, actor: Actor, content: FurtherVersion): Promise<ReceiverAccountVersion> {
  const { accounts: rule } = await readPolicy(tx, actor.merchantId);
  const row = versionRow(rule, actor, content);
  if (row.needsConfirmation) await enqueue(tx, "checkPayee", { versionId: row.id });
  return tx.receiverAccountVersion.create({ data: row });
}
