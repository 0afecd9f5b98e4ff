import type { Currency } from "@/lib/base/currency";
import { newId } from "@/lib/base/id";
import { foldText, lastFour } from "@/lib/base/text";
import type { Tx } from "@/lib/db/client";
import type { Connection, PaymentSource as SourceRow } from "@/lib/db/generated/client";
import { decimalOf, minorOf } from "@/lib/db/minor";
import { blindIndex } from "@/lib/db/seal";
import { inTransaction } from "@/lib/db/transaction";
import { accountNumberOf, maskAddress } from "@/lib/domain/account/address";
import { mergeAmounts, type SourceAmounts, type ToldAmounts } from "@/lib/domain/payment-source/merge-amounts";
import type { PaymentSource } from "@/lib/providers/contract/payment-source";
import { providerOf } from "@/lib/providers/registry";
import { lockSource } from "./lock-source";

/** What is said of an account that paid in: by the provider, or by the merchant's own system. */
export type ToldSource = Omit<PaymentSource, "paidIn" | "refunded" | "refusal"> & {
  /** Absent: nothing is said of it. */
  readonly refusal?: string | null;
  readonly amounts: (ToldAmounts & { readonly currency: Currency }) | null;
  /** When the question was asked, so that an answer which was long on its way does not undo a newer one. */
  readonly askedAt: Date;
};

/**
 * Keeps what is said of an account that paid in. Newer facts replace older ones, and a fact that is missing now does not erase one
 * that was there before. Null when nobody has ever said how much came in.
 */
export function storeSource(connection: Connection, told: ToldSource): Promise<SourceRow | null> {
  return inTransaction((tx) => writeSource(tx, connection, told));
}

export async function writeSource(tx: Tx, connection: Connection, told: ToldSource): Promise<SourceRow | null> {
  const key = { connectionId: connection.id, sourceId: told.sourceId };
  if (told.amounts) await makeSure(tx, connection, { ...told, amounts: told.amounts });
  const { merchantId } = connection;
  const known = await tx.paymentSource.findUnique({ where: { connectionId_sourceId: key }, select: { id: true } });
  const source = known && (await lockSource(tx, { sourceId: known.id, merchantId }));
  if (!source) return null;
  if (told.orderReference !== null) await nameSource(tx, source, told.orderReference);
  if (told.askedAt < source.readAt) return source;
  const { refusal } = told;
  const facts = { ...identityOf(connection, told), ...(refusal === undefined ? {} : { refusal, readAt: told.askedAt }) };
  // A source has one currency; what is told in another is not about it.
  const amounts = told.amounts?.currency === source.currency ? amountColumns(mergeAmounts(amountsOf(source), told.amounts)) : {};
  return tx.paymentSource.update({ where: { id: source.id }, data: { ...facts, ...amounts } });
}

/** One more of the names by which people may ask for it. */
export async function nameSource(tx: Tx, { id: paymentSourceId, merchantId }: SourceRow, name: string): Promise<void> {
  await tx.paymentSourceName.createMany({ data: [{ paymentSourceId, merchantId, name }], skipDuplicates: true });
}

export function amountsOf({ paidInMinor, refundedMinor, amountsFrom }: SourceRow): SourceAmounts {
  const from = amountsFrom === "merchant" ? "merchant" : "provider";
  return { paidIn: minorOf(paidInMinor), refunded: minorOf(refundedMinor), from };
}

export function amountColumns({ paidIn, refunded, from }: SourceAmounts) {
  return { paidInMinor: decimalOf(paidIn), refundedMinor: decimalOf(refunded), amountsFrom: from };
}

type Countable = ToldSource & { readonly amounts: NonNullable<ToldSource["amounts"]> };

/** Two may be the first to hear of it: the other's row is as good. */
async function makeSure(tx: Tx, connection: Connection, told: Countable): Promise<void> {
  const { sourceId, amounts, askedAt: readAt } = told;
  const row = { id: newId("paymentSource"), merchantId: connection.merchantId, connectionId: connection.id, sourceId, readAt };
  const known = { ...identityOf(connection, told), ...amountColumns(mergeAmounts(null, amounts)), currency: amounts.currency };
  await tx.paymentSource.createMany({ data: [{ ...row, ...known }], skipDuplicates: true });
}

function identityOf(connection: Connection, { sourceId, userId, orderReference, holderName, holderEmail, address, paidInAt }: ToldSource) {
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
