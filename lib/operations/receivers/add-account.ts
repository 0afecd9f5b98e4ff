import { failed, ok, type Result } from "@/lib/base/result";
import { writeAudit } from "@/lib/db/audit";
import { inTransaction } from "@/lib/db/transaction";
import { type Actor, may } from "@/lib/domain/access/actor";
import { type Denial, denial } from "@/lib/domain/access/denial";
import { type NewAccount, storeAccount } from "./store-account";

/** Puts a further account on file for someone who may be paid. */
export async function addAccount(actor: Actor, input: NewAccount): Promise<Result<{ receiverAccountId: string }, Denial>> {
  if (!may(actor, "receiver.create")) return failed(denial("forbidden"));
  return inTransaction(async (tx) => {
    const where = { id: input.receiverId, merchantId: actor.merchantId, state: "active" };
    const receiver = await tx.receiver.findFirst({ where, select: { id: true, name: true } });
    if (!receiver) return failed(denial("notFound"));
    const { accountId, masked } = await storeAccount(tx, actor, input);
    await writeAudit(tx, {
      actor,
      event: "receiver.accountAdded",
      subject: { kind: "receiver", id: receiver.id },
      details: { name: receiver.name, account: masked },
    });
    return ok({ receiverAccountId: accountId });
  });
}
