import { currentTime } from "@/lib/base/clock";
import { db } from "@/lib/db/client";
import type { Connection, PaymentSource as SourceRow } from "@/lib/db/generated/client";
import { type OpenConnection, openConnection } from "@/lib/operations/connections/open-connection";
import type { PaymentSource, PaymentSourceQuestion } from "@/lib/providers/contract/payment-source";
import { ledgerStart, readLedger } from "./read-ledger";
import { storeSource, type ToldSource } from "./store-source";

/** What came of asking: how many sources were stored, and which connections could not answer. */
export type Asked = { readonly stored: readonly SourceRow[]; readonly silent: readonly string[] };
export type ConnectionAnswer =
  | { readonly kind: "read"; readonly stored: readonly SourceRow[] }
  | { readonly kind: "unavailable" }
  /** Nothing is paid back there. */
  | { readonly kind: "noClosedLoop" };

type Question = { readonly merchantId: string; readonly text: string; readonly connectionId?: string };

/** Asks every active connection with a closed loop for an order or customer by this id, side by side, and stores what they know. */
export async function askProviders({ merchantId, text, connectionId }: Question): Promise<Asked> {
  const rows = await db().connection.findMany({
    where: { merchantId, state: "active", ...(connectionId === undefined ? {} : { id: connectionId }) },
  });
  const answers = await Promise.all(rows.map(async (row) => ({ row, answer: await askConnection(row, text) })));
  return {
    stored: answers.flatMap(({ answer }) => (answer.kind === "read" ? answer.stored : [])),
    silent: answers.filter(({ answer }) => answer.kind === "unavailable").map(({ row }) => row.name),
  };
}

/** One connection by one id: an order with all that is said of it, or a customer's accounts with what its ledger says of them. */
export async function askConnection(row: Connection, text: string): Promise<ConnectionAnswer> {
  const connection = openConnection(row);
  const question = questionFor(connection, text);
  const askedAt = currentTime();
  const outcome = question && (await connection.connect().listPaymentSources?.(question));
  if (!outcome) return { kind: "noClosedLoop" };
  if (outcome.kind === "unavailable") return outcome;
  const { sources } = outcome;
  // Who names a customer's accounts does not say how much came in from them.
  if (sources.some(({ paidIn }) => paidIn === null)) {
    if ((await readLedger(row, { from: ledgerStart() })) === "unavailable") return { kind: "unavailable" };
  }
  const stored = await Promise.all(sources.map((source) => storeSource(row, told(source, askedAt))));
  return { kind: "read", stored: stored.filter((source) => source !== null) };
}

function questionFor({ provider }: OpenConnection, text: string): PaymentSourceQuestion | null {
  if (provider.manifest.closedLoop === "order") return { kind: "order", orderId: text };
  return provider.manifest.closedLoop === "paymentSource" ? { kind: "user", userId: text } : null;
}

function told({ paidIn, refunded, ...source }: PaymentSource, askedAt: Date): ToldSource {
  const amounts = paidIn && ({ by: "whole", currency: paidIn.currency, paidIn: paidIn.minor, refunded: refunded?.minor ?? 0n } as const);
  return { ...source, amounts, askedAt };
}
