import { newId } from "@/lib/base/id";
import { failed, ok, type Result } from "@/lib/base/result";
import { foldText } from "@/lib/base/text";
import { writeAudit } from "@/lib/db/audit";
import { db, type Tx } from "@/lib/db/client";
import type { Receiver, ReceiverAccountVersion } from "@/lib/db/generated/client";
import { sealDetails } from "@/lib/db/personal-details";
import { inTransaction } from "@/lib/db/transaction";
import { isUniqueViolation } from "@/lib/db/unique";
import { type Actor, actorId, may } from "@/lib/domain/access/actor";
import { type Denial, denial } from "@/lib/domain/access/denial";
import type { AccountOrigin } from "@/lib/domain/account/standing";
import type { CreateReceiver } from "@/lib/domain/receiver/schema";
import { storeAccount } from "./store-account";
import { whyDoubtful } from "./why-doubtful";

export type NewReceiver = CreateReceiver & {
  readonly origin?: AccountOrigin;
  /** Named by whoever may ask twice: what is there already is the answer. */
  readonly receiverId?: string;
};
export type CreatedReceiver = { readonly receiverId: string; readonly receiverAccountId: string | null };

/** Adds someone who may be paid, with their first account where it is known. */
export async function createReceiver(actor: Actor, input: NewReceiver): Promise<Result<CreatedReceiver, Denial>> {
  if (!may(actor, "receiver.create")) return failed(denial("forbidden"));
  const doubtful = input.account && whyDoubtful(input.account, "account.address");
  if (doubtful) return failed(doubtful);
  const made = await findMade(actor, input.receiverId);
  if (made) return ok(made);
  try {
    const { receiver, account } = await inTransaction((tx) => storeReceiver(tx, actor, input));
    return ok({ receiverId: receiver.id, receiverAccountId: account?.accountId ?? null });
  } catch (error) {
    const madeMeanwhile = isUniqueViolation(error) ? await findMade(actor, input.receiverId) : null;
    if (madeMeanwhile) return ok(madeMeanwhile);
    throw error;
  }
}

async function findMade({ merchantId }: Actor, receiverId: string | undefined): Promise<CreatedReceiver | null> {
  if (receiverId === undefined) return null;
  const include = { accounts: { orderBy: { createdAt: "asc" }, take: 1 } } as const;
  const made = await db().receiver.findFirst({ where: { id: receiverId, merchantId }, include });
  return made && { receiverId, receiverAccountId: made.accounts[0]?.id ?? null };
}

export type StoredReceiver = { readonly receiver: Receiver; readonly account: ReceiverAccountVersion | null };

/** The same within a larger change: a payout to a receiver named inline puts them on file. Doubts about the account were asked before. */
export async function storeReceiver(tx: Tx, actor: Actor, input: NewReceiver): Promise<StoredReceiver> {
  const { kind, name, email, country, reference, language, tags = [], origin, receiverId = newId("receiver") } = input;
  const receiver = await tx.receiver.create({
    data: {
      id: receiverId,
      merchantId: actor.merchantId,
      kind,
      name,
      nameFolded: foldText(name),
      email: email?.toLowerCase() ?? null,
      country: country ?? null,
      reference: reference || null,
      language: language ?? null,
      createdById: actorId(actor),
    },
  });
  const { merchantId } = actor;
  await tx.receiverTag.createMany({ data: tags.map((tag) => ({ merchantId, receiverId: receiver.id, tag })) });
  if (input.details) await tx.receiver.update({ where: { id: receiver.id }, data: sealDetails(receiver.id, input.details) });
  const account = input.account ? await storeAccount(tx, actor, { receiverId: receiver.id, origin, ...input.account }) : null;
  await writeAudit(tx, {
    actor,
    event: "receiver.created",
    subject: { kind: "receiver", id: receiver.id },
    details: { name, ...(account ? { account: account.masked } : {}) },
  });
  return { receiver, account };
}
