import { newId } from "@/lib/base/id";
import { lastFour } from "@/lib/base/text";
import type { Tx } from "@/lib/db/client";
import type { ReceiverAccountVersion } from "@/lib/db/generated/client";
import { blindIndex, seal } from "@/lib/db/seal";
import { type Actor, actorId } from "@/lib/domain/access/actor";
import { type AccountAddress, accountNumberOf, maskAddress } from "@/lib/domain/account/address";

export type NewAccount = { readonly receiverId: string; readonly holderName: string; readonly address: AccountAddress };

/** A receiver's further account, with its first version. */
export async function storeAccount(tx: Tx, actor: Actor, { receiverId, holderName, address }: NewAccount): Promise<ReceiverAccountVersion> {
  const account = await tx.receiverAccount.create({
    data: { id: newId("receiverAccount"), merchantId: actor.merchantId, receiverId, kind: address.kind },
  });
  const id = newId("receiverAccountVersion");
  const { sealed, keyId } = seal(JSON.stringify(address), id);
  const number = accountNumberOf(address);
  return tx.receiverAccountVersion.create({
    data: {
      id,
      merchantId: actor.merchantId,
      accountId: account.id,
      version: 1,
      holderName,
      addressSealed: sealed,
      addressKeyId: keyId,
      blindIndex: blindIndex(number),
      masked: maskAddress(address),
      lastFour: lastFour(number),
      createdById: actorId(actor),
    },
  });
}
