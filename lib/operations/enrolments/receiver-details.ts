import type { Tx } from "@/lib/db/client";
import type { Enrolment } from "@/lib/db/generated/client";
import { detailsOf } from "@/lib/db/personal-details";
import { unseal } from "@/lib/db/seal";
import { AccountAddress } from "@/lib/domain/account/address";
import { nameParts } from "@/lib/domain/enrolment/facts";
import type { ReceiverDetails } from "@/lib/providers/contract/receiver";

/** The receiver as the provider is told of them: their record, and the account that is to be enrolled. */
export async function receiverDetails(tx: Tx, enrolment: Enrolment): Promise<ReceiverDetails> {
  const { connectionId, receiverId, accountVersionId } = enrolment;
  const receiver = await tx.receiver.findUniqueOrThrow({ where: { id: receiverId } });
  const version = await tx.receiverAccountVersion.findUniqueOrThrow({ where: { id: accountVersionId } });
  // One that was refused may be gone there, and would stand in the way of every new account.
  const sibling = await tx.enrolment.findFirst({
    where: { connectionId, receiverId, providerReceiverId: { not: null }, state: { not: "refused" } },
    orderBy: { createdAt: "asc" },
  });
  const plain = unseal({ sealed: version.addressSealed, keyId: version.addressKeyId, binding: version.id });
  const address = AccountAddress.parse(JSON.parse(plain));
  const kind = receiver.kind === "company" ? "company" : "person";
  return {
    receiverId,
    // Known there already with another account, where the receiver is one thing and the account another.
    providerReceiverId: address.kind === "emailWallet" ? null : (sibling?.providerReceiverId ?? null),
    kind,
    ...(kind === "company" ? { firstName: receiver.name, lastName: "" } : nameParts(receiver.name)),
    email: address.kind === "emailWallet" ? address.email : (receiver.email ?? ""),
    ...detailsOf(receiver),
    account: address,
  };
}
