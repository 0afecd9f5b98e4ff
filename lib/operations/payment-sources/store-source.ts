import { currentTime } from "@/lib/base/clock";
import { newId } from "@/lib/base/id";
import { foldText, lastFour } from "@/lib/base/text";
import { db } from "@/lib/db/client";
import type { Connection, PaymentSource as SourceRow } from "@/lib/db/generated/client";
import { decimalOf } from "@/lib/db/minor";
import { blindIndex } from "@/lib/db/seal";
import { accountNumberOf, maskAddress } from "@/lib/domain/account/address";
import type { PaymentSource } from "@/lib/providers/contract/types";
import { providerOf } from "@/lib/providers/registry";

/**
 * Keeps what a provider says of an account that paid in. Read again, newer facts replace older ones, and a fact that this reading
 * lacks does not erase one that an earlier reading had. Null when the provider does not say how much came in.
 */
export async function storeSource(connection: Connection, source: PaymentSource): Promise<SourceRow | null> {
  const key = { connectionId: connection.id, sourceId: source.sourceId };
  const known = await db().paymentSource.findUnique({ where: { connectionId_sourceId: key } });
  const facts = { ...identityOf(connection, source), refusal: source.refusal, readAt: currentTime() };
  const amounts = source.paidIn && {
    currency: source.paidIn.currency,
    paidInMinor: decimalOf(source.paidIn.minor),
    refundedMinor: decimalOf(source.refunded?.minor ?? 0n),
  };
  if (known) return db().paymentSource.update({ where: { id: known.id }, data: { ...facts, ...amounts } });
  if (!amounts) return null;
  const created = { ...facts, ...amounts, ...key, id: newId("paymentSource"), merchantId: connection.merchantId };
  return db().paymentSource.upsert({ where: { connectionId_sourceId: key }, update: { ...facts, ...amounts }, create: created });
}

function identityOf(
  connection: Connection,
  { sourceId, userId, orderReference, holderName, holderEmail, address, paidInAt }: PaymentSource,
) {
  const isOrder = providerOf(connection.provider).manifest.closedLoop === "order";
  return {
    ...(isOrder && { orderId: sourceId }),
    ...(userId !== null && { userId }),
    ...(orderReference !== null && { orderReference }),
    ...(holderName !== null && { holderName, holderFolded: foldText(holderName) }),
    ...(holderEmail !== null && { holderEmail: holderEmail.toLowerCase() }),
    ...(address !== null && {
      masked: maskAddress(address),
      lastFour: lastFour(accountNumberOf(address)),
      blindIndex: blindIndex(accountNumberOf(address)),
    }),
    ...(paidInAt !== null && { paidInAt: dateOf(paidInAt) }),
  };
}

function dateOf(text: string): Date | null {
  const at = new Date(text);
  return Number.isNaN(at.getTime()) ? null : at;
}
