import * as z from "zod";
import type { Tx } from "@/lib/db/client";
import { db } from "@/lib/db/client";
import type { Connection, PaymentSource } from "@/lib/db/generated/client";
import { decimalOf } from "@/lib/db/minor";
import { inTransaction } from "@/lib/db/transaction";
import { mergeAmounts } from "@/lib/domain/payment-source/merge-amounts";
import type { Transaction, TransactionSource } from "@/lib/providers/contract/ledger";
import { amountColumns, amountsOf, nameSource, writeSource } from "./store-source";

/**
 * Keeps which of a ledger's movements came in from an account that can be paid back, and which went back to it past the desk; the
 * source's sums follow. Each movement counts once, however often it is read. What the desk itself paid is in its own books.
 */
export async function storeMovements(connection: Connection, transactions: readonly Transaction[], askedAt: Date): Promise<void> {
  const ours = await numbersOfOurs(connection, transactions);
  const bySource = new Map<string, Moved[]>();
  for (const transaction of transactions) {
    const moved = movedBy(transaction, ours);
    if (moved) bySource.set(moved.source.sourceId, [...(bySource.get(moved.source.sourceId) ?? []), moved]);
  }
  for (const moves of bySource.values()) await inTransaction((tx) => store(tx, { connection, moves, askedAt }));
}

type Moved = {
  readonly transaction: Transaction;
  readonly source: TransactionSource;
  readonly kind: "paidIn" | "wentBack";
  readonly minor: bigint;
};

function movedBy(transaction: Transaction, ours: ReadonlySet<string>): Moved | null {
  const { kind, source, amount, isPending, payoutNumber } = transaction;
  if (!source || isPending || amount.minor === 0n) return null;
  const minor = amount.minor < 0n ? -amount.minor : amount.minor;
  if (kind === "paidIn") return { transaction, source, kind: "paidIn", minor };
  if (kind === "refund") return { transaction, source, kind: "wentBack", minor };
  const isOurs = payoutNumber != null && ours.has(payoutNumber);
  return kind === "payout" && !isOurs ? { transaction, source, kind: "wentBack", minor } : null;
}

/** A number alone proves nothing: another desk's payouts carry one as well. */
async function numbersOfOurs({ id: connectionId }: Connection, transactions: readonly Transaction[]): Promise<ReadonlySet<string>> {
  const numbers = transactions.flatMap(({ payoutNumber, source }) => (source && payoutNumber ? [payoutNumber] : []));
  const rows = await db().payout.findMany({ where: { connectionId, number: { in: numbers } }, select: { number: true } });
  return new Set(rows.map(({ number }) => number));
}

type Moves = { readonly connection: Connection; readonly moves: readonly Moved[]; readonly askedAt: Date };

async function store(tx: Tx, { connection, moves, askedAt }: Moves): Promise<void> {
  const [first] = moves;
  if (!first) return;
  const { sourceId, userId, holderName = null, address = null } = first.source;
  const { currency } = first.transaction.amount;
  const nothing = { by: "ledger", paidIn: 0n, refunded: 0n, currency } as const;
  const facts = { sourceId, userId, holderName, address, orderReference: null, holderEmail: null, paidInAt: lastPaidIn(moves) };
  const source = await writeSource(tx, connection, { ...facts, amounts: nothing, askedAt });
  if (!source) throw new Error(`The source ${sourceId} of ${connection.id} was not written.`);

  await tx.paymentSourceMovement.createMany({
    data: moves
      .filter(({ transaction }) => transaction.amount.currency === source.currency)
      .map(({ transaction: { id: movementId, at }, kind, minor }) => ({
        ...{ connectionId: connection.id, movementId, merchantId: connection.merchantId, paymentSourceId: source.id },
        ...{ kind, amountMinor: decimalOf(minor), at: at === null ? null : new Date(at), seenAt: askedAt },
      })),
    skipDuplicates: true,
  });
  for (const { transaction } of moves) if (transaction.paymentId) await nameSource(tx, source, transaction.paymentId);
  const amounts = mergeAmounts(amountsOf(source), { by: "ledger", ...(await sumsOf(tx, source)) });
  await tx.paymentSource.update({ where: { id: source.id }, data: { ...amountColumns(amounts), readAt: laterOf(source.readAt, askedAt) } });
}

const Sums = z.tuple([z.object({ paidIn: z.string().transform(BigInt), refunded: z.string().transform(BigInt) })]);

async function sumsOf(tx: Tx, { id }: PaymentSource): Promise<{ paidIn: bigint; refunded: bigint }> {
  const [sums] = Sums.parse(
    await tx.$queryRaw`
      SELECT coalesce(sum("amountMinor") FILTER (WHERE "kind" = 'paidIn'), 0)::text AS "paidIn",
             coalesce(sum("amountMinor") FILTER (WHERE "kind" = 'wentBack'), 0)::text AS "refunded"
      FROM "payment_source_movement" WHERE "paymentSourceId" = ${id}`,
  );
  return sums;
}

function lastPaidIn(moves: readonly Moved[]): string | null {
  const times = moves.flatMap(({ kind, transaction: { at } }) => (kind === "paidIn" && at !== null ? [at] : []));
  return times.sort((a, b) => Date.parse(a) - Date.parse(b)).at(-1) ?? null;
}

function laterOf(a: Date, b: Date): Date {
  return a > b ? a : b;
}
