import { failed, ok, type Result } from "@/lib/base/result";
import { writeAudit } from "@/lib/db/audit";
import { unseal } from "@/lib/db/seal";
import { inTransaction } from "@/lib/db/transaction";
import { type Actor, may } from "@/lib/domain/access/actor";
import { type Denial, denial } from "@/lib/domain/access/denial";
import { AccountAddress } from "@/lib/domain/account/address";
import type { RevealAccount } from "@/lib/domain/receiver/schema";

/** Shows a full account number to someone who said why. The audit entry is committed before the number is handed over. */
export async function revealAccount(actor: Actor, { accountVersionId, reason }: RevealAccount): Promise<Result<AccountAddress, Denial>> {
  if (!may(actor, "receiver.reveal")) return failed(denial("forbidden"));
  const version = await inTransaction(async (tx) => {
    const found = await tx.receiverAccountVersion.findFirst({ where: { id: accountVersionId, merchantId: actor.merchantId } });
    if (!found) return null;
    await writeAudit(tx, {
      actor,
      event: "receiver.revealed",
      subject: { kind: "receiverAccount", id: found.accountId },
      details: { reason, account: found.masked, version: found.version },
    });
    return found;
  });
  if (!version) return failed(denial("notFound"));
  const plain = unseal({ sealed: version.addressSealed, keyId: version.addressKeyId, binding: version.id });
  return ok(AccountAddress.parse(JSON.parse(plain)));
}
