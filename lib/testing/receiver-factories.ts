import type { Currency } from "@/lib/base/currency";
import { newId, randomText } from "@/lib/base/id";
import { foldText } from "@/lib/base/text";
import { accountIndex, partIndexes } from "@/lib/db/account-index";
import type { Tx } from "@/lib/db/client";
import type {
  Connection,
  Merchant,
  PaymentSource,
  Person,
  Receiver,
  ReceiverAccount,
  ReceiverAccountVersion,
} from "@/lib/db/generated/client";
import { decimalOf } from "@/lib/db/minor";
import { blindIndex, seal } from "@/lib/db/seal";
import { type AccountAddress, accountNumberOf, maskAddress } from "@/lib/domain/account/address";

/** Legal rows of whom money may go to: receivers, their accounts, and accounts that paid in; see `factories.ts`. */

export type ReceiverWithAccount = {
  readonly receiver: Receiver;
  readonly account: ReceiverAccount;
  readonly version: ReceiverAccountVersion;
};

export const TEST_IBAN: AccountAddress = { kind: "iban", iban: "DE89370400440532013000" };
export const TEST_SORT_CODE: AccountAddress = { kind: "sortCode", sortCode: "200000", accountNumber: "55779911" };

export async function aReceiverWithAccount(
  db: Tx,
  { merchant, name = "Anna Schmidt", kind = "person", email = null, country = null, reference = null, address = TEST_IBAN }: ReceiverWish,
): Promise<ReceiverWithAccount> {
  const merchantId = merchant.id;
  const receiver = await db.receiver.create({
    data: { id: newId("receiver"), merchantId, kind, name, nameFolded: foldText(name), email, country, reference },
  });
  const account = await db.receiverAccount.create({
    data: { id: newId("receiverAccount"), merchantId, receiverId: receiver.id, kind: address.kind },
  });
  return { receiver, account, version: await anAccountVersion(db, { account, holderName: name, address }) };
}
type ReceiverWish = {
  merchant: Pick<Merchant, "id">;
  name?: string;
  kind?: "person" | "company";
  email?: string | null;
  country?: string | null;
  reference?: string | null;
  address?: AccountAddress;
};

/** What an account says; a second one is what it says since it was changed. */
export async function anAccountVersion(
  db: Tx,
  { account, holderName, address, version = 1, isProposal = false, by }: VersionWish,
): Promise<ReceiverAccountVersion> {
  const id = newId("receiverAccountVersion");
  const { sealed, keyId } = seal(JSON.stringify(address), id);
  const number = accountNumberOf(address);
  return db.receiverAccountVersion.create({
    data: {
      id,
      merchantId: account.merchantId,
      accountId: account.id,
      version,
      holderName,
      addressSealed: sealed,
      addressKeyId: keyId,
      blindIndex: accountIndex(address),
      partIndexes: partIndexes(address),
      masked: maskAddress(address),
      lastFour: number.slice(-4),
      needsConfirmation: isProposal,
      origin: "screen",
      doubts: [],
      createdById: by?.id ?? null,
    },
  });
}

type VersionWish = {
  account: ReceiverAccount;
  holderName: string;
  address: AccountAddress;
  version?: number;
  /** It waits for a second person; otherwise nobody asked for one. */
  isProposal?: boolean;
  /** Who brought it. */
  by?: Pick<Person, "id">;
};

export async function aPaymentSource(
  db: Tx,
  { connection, holderName = "Anna Schmidt", currency = "EUR", paidInMinor = 50_000n, address = TEST_IBAN, ...given }: SourceWish,
): Promise<PaymentSource> {
  const number = accountNumberOf(address);
  return db.paymentSource.create({
    data: {
      id: newId("paymentSource"),
      merchantId: connection.merchantId,
      connectionId: connection.id,
      sourceId: given.sourceId ?? crypto.randomUUID(),
      userId: given.userId ?? (connection.provider === "truelayer" ? crypto.randomUUID() : null),
      orderId: given.orderId ?? `ORD-${randomText(8)}`,
      orderReference: given.orderReference ?? null,
      holderName,
      holderFolded: foldText(holderName),
      holderEmail: given.holderEmail ?? null,
      masked: maskAddress(address),
      lastFour: number.slice(-4),
      blindIndex: blindIndex(number),
      currency,
      paidInMinor: decimalOf(paidInMinor),
      refundedMinor: decimalOf(given.refundedMinor ?? 0n),
      paidInAt: given.paidInAt ?? new Date(),
      refusal: given.refusal ?? null,
    },
  });
}
type SourceWish = {
  connection: Pick<Connection, "id" | "merchantId" | "provider">;
  sourceId?: string;
  userId?: string | null;
  orderId?: string | null;
  orderReference?: string | null;
  holderName?: string;
  holderEmail?: string | null;
  address?: AccountAddress;
  currency?: Currency;
  paidInMinor?: bigint;
  refundedMinor?: bigint;
  paidInAt?: Date;
  refusal?: string | null;
};
