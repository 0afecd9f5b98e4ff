import { currentTime } from "@/lib/base/clock";
import { newId } from "@/lib/base/id";
import { lastFour } from "@/lib/base/text";
import { accountIndex, partIndexes } from "@/lib/db/account-index";
import type { Prisma, ReceiverAccount } from "@/lib/db/generated/client";
import { seal } from "@/lib/db/seal";
import { type Actor, actorId } from "@/lib/domain/access/actor";
import { type AccountAddress, accountNumberOf, maskAddress } from "@/lib/domain/account/address";
import { plausibilityWarnings } from "@/lib/domain/account/plausibility";
import { type AccountOrigin, needsConfirmation } from "@/lib/domain/account/standing";
import type { AccountRule } from "@/lib/domain/approval/policy";

export type AccountContent = {
  readonly holderName: string;
  readonly address: AccountAddress;
  /** Where not said: by whoever acts. */
  readonly origin?: AccountOrigin;
  /** Who asked the receiver for it, where the receiver typed it: no more its second person than if they had typed it themselves. */
  readonly askedById?: string;
};

export type NewVersion = AccountContent & {
  readonly account: Pick<ReceiverAccount, "id">;
  readonly version: number;
  readonly isPaidBefore: boolean;
};

/** What an account says from now on, as a row: a proposal, where the merchant's rule wants a second person for it. */
export function versionRow(rule: AccountRule, actor: Actor, content: NewVersion): Prisma.ReceiverAccountVersionCreateManyInput {
  const { account, version, isPaidBefore, holderName, address, origin, askedById } = content;
  const id = newId("receiverAccountVersion");
  const { sealed, keyId } = seal(JSON.stringify(address), id);
  return {
    id,
    merchantId: actor.merchantId,
    accountId: account.id,
    version,
    holderName,
    addressSealed: sealed,
    addressKeyId: keyId,
    blindIndex: accountIndex(address),
    partIndexes: partIndexes(address),
    masked: maskAddress(address),
    lastFour: lastFour(accountNumberOf(address)),
    needsConfirmation: needsConfirmation(rule, { kind: address.kind, isPaidBefore, origin }),
    origin: origin ?? ORIGINS[actor.kind],
    doubts: [...plausibilityWarnings(address)],
    createdAt: currentTime(),
    createdById: askedById ?? actorId(actor),
  };
}

const ORIGINS = { person: "screen", apiKey: "api", system: "import" } as const satisfies Record<Actor["kind"], AccountOrigin>;
