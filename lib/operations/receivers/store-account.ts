import { currentTime } from "@/lib/base/clock";
import { newId } from "@/lib/base/id";
import { lastFour } from "@/lib/base/text";
import { accountIndex } from "@/lib/db/account-index";
import type { Tx } from "@/lib/db/client";
import type { ReceiverAccount, ReceiverAccountVersion } from "@/lib/db/generated/client";
import { seal } from "@/lib/db/seal";
import { type Actor, actorId } from "@/lib/domain/access/actor";
import { type AccountAddress, accountNumberOf, maskAddress } from "@/lib/domain/account/address";
import { plausibilityWarnings } from "@/lib/domain/account/plausibility";
import { type AccountOrigin, needsConfirmation } from "@/lib/domain/account/standing";
import { ApprovalPolicyShape } from "@/lib/domain/approval/policy-shape";

export type AccountContent = {
  readonly holderName: string;
  readonly address: AccountAddress;
  /** Where not said: by whoever acts. */
  readonly origin?: AccountOrigin;
  /** Who asked the receiver for it, where the receiver typed it: no more its second person than if they had typed it themselves. */
  readonly askedById?: string;
};

/** A further account of a receiver, with its first version. What is doubtful about it must have been asked before (`whyDoubtful`). */
export async function storeAccount(
  tx: Tx,
  actor: Actor,
  { receiverId, ...content }: AccountContent & { readonly receiverId: string },
): Promise<ReceiverAccountVersion> {
  const account = await tx.receiverAccount.create({
    data: { id: newId("receiverAccount"), merchantId: actor.merchantId, receiverId, kind: content.address.kind, createdAt: currentTime() },
  });
  return storeVersion(tx, actor, { account, version: 1, isPaidBefore: false, ...content });
}

export type NewVersion = AccountContent & {
  readonly account: ReceiverAccount;
  readonly version: number;
  readonly isPaidBefore: boolean;
};

/** What an account says from now on: a proposal, where the merchant's policy wants a second person for it. */
export async function storeVersion(tx: Tx, actor: Actor, content: NewVersion): Promise<ReceiverAccountVersion> {
  const { account, version, isPaidBefore, holderName, address, origin, askedById } = content;
  const merchant = await tx.merchant.findUniqueOrThrow({ where: { id: actor.merchantId }, select: { policy: true } });
  const { accounts: rule } = ApprovalPolicyShape.parse(merchant.policy);
  const id = newId("receiverAccountVersion");
  const { sealed, keyId } = seal(JSON.stringify(address), id);
  return tx.receiverAccountVersion.create({
    data: {
      id,
      merchantId: actor.merchantId,
      accountId: account.id,
      version,
      holderName,
      addressSealed: sealed,
      addressKeyId: keyId,
      blindIndex: accountIndex(address),
      masked: maskAddress(address),
      lastFour: lastFour(accountNumberOf(address)),
      needsConfirmation: needsConfirmation(rule, { kind: address.kind, isPaidBefore, origin }),
      origin: origin ?? ORIGINS[actor.kind],
      doubts: [...plausibilityWarnings(address)],
      createdAt: currentTime(),
      createdById: askedById ?? actorId(actor),
    },
  });
}

const ORIGINS = { person: "screen", apiKey: "api", system: "import" } as const satisfies Record<Actor["kind"], AccountOrigin>;
