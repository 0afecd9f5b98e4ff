import * as z from "zod";
import type { Tx } from "@/lib/db/client";
import type { Payout } from "@/lib/db/generated/client";
import { moneyOf } from "@/lib/db/minor";
import { unseal } from "@/lib/db/seal";
import { AccountAddress } from "@/lib/domain/account/address";
import type { PayoutDestination, PayoutOrder } from "@/lib/providers/contract/payout";
import { providerOf } from "@/lib/providers/registry";

const Metadata = z.record(z.string(), z.string());

/** The payout as its provider gets it: a function of stored rows that never change, so every attempt sends the same. */
export async function payoutOrder(tx: Tx, payout: Payout): Promise<PayoutOrder> {
  return {
    payoutId: payout.id,
    number: payout.number,
    idempotencyKey: payout.dispatchKey,
    amount: moneyOf(payout.amountMinor, payout.currency),
    destination: await destinationOf(tx, payout),
    statementText: payout.statementText,
    metadata: Metadata.parse(payout.metadata),
  };
}

async function destinationOf(tx: Tx, payout: Payout): Promise<PayoutDestination> {
  if (payout.paymentSourceId !== null) {
    const source = await tx.paymentSource.findUniqueOrThrow({ where: { id: payout.paymentSourceId } });
    if (providerOf(payout.provider).manifest.closedLoop === "order") return { kind: "order", orderId: source.sourceId };
    if (source.userId === null) throw new Error(`Payment source ${source.id} has no user, and its provider asks for one.`);
    return { kind: "paymentSource", paymentSourceId: source.sourceId, userId: source.userId };
  }
  const version = await tx.receiverAccountVersion.findUniqueOrThrow({ where: { id: payout.receiverAccountVersionId ?? "" } });
  const plain = unseal({ sealed: version.addressSealed, keyId: version.addressKeyId, binding: version.id });
  const address = AccountAddress.parse(JSON.parse(plain));
  if (!providerOf(payout.provider).manifest.enrolment) return { kind: "account", holderName: version.holderName, address };

  const where = { connectionId_accountVersionId: { connectionId: payout.connectionId, accountVersionId: version.id } };
  const { providerReceiverId, providerAccountId } = await tx.enrolment.findUniqueOrThrow({ where });
  if (providerReceiverId === null) throw new Error(`Payout ${payout.id} goes to somebody whom its provider does not know yet.`);
  return { kind: "enrolled", providerReceiverId, providerAccountId, address };
}
