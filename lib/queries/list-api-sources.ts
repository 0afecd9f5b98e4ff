import { db } from "@/lib/db/client";
import type { Connection, PaymentSource } from "@/lib/db/generated/client";
import { currencyOf, minorOf } from "@/lib/db/minor";
import { writeCursor } from "@/lib/domain/paging/cursor";
import { RELEASED_STATES, returnable, type SourceTotals } from "@/lib/domain/payment-source/returnable";
import { amountOut } from "@/lib/domain/rest/amount";
import type { PaymentSourceQuery, RestPaymentSource } from "@/lib/domain/rest/payment-source";
import type { ApiPage } from "./list-api-payouts";

/** Accounts that paid in, newest first, each with what may still go back; with `name` only what is known by it in full. */
export async function listApiSources(merchantId: string, { limit, cursor, name }: PaymentSourceQuery): Promise<ApiPage<RestPaymentSource>> {
  const older = cursor && { createdAt: { lte: cursor.at }, OR: [{ createdAt: { lt: cursor.at } }, { id: { lt: cursor.id } }] };
  const rows = await db().paymentSource.findMany({
    where: { AND: [{ merchantId }, older ?? {}, name === undefined ? {} : knownAs(name)] },
    include: { connection: true },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: limit + 1,
  });
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  return { items: await withTotals(page), nextCursor: last ? writeCursor({ at: last.createdAt, id: last.id }) : null };
}

/** One of them; null for another merchant's. */
export async function readApiSource(merchantId: string, id: string): Promise<RestPaymentSource | null> {
  const row = await db().paymentSource.findFirst({ where: { id, merchantId }, include: { connection: true } });
  const [source] = row ? await withTotals([row]) : [];
  return source ?? null;
}

function knownAs(name: string) {
  return {
    OR: [{ sourceId: name }, { orderId: name }, { orderReference: name }, { userId: name }, { names: { some: { name } } }],
  };
}

type Row = PaymentSource & { readonly connection: Connection };

async function withTotals(rows: readonly Row[]): Promise<RestPaymentSource[]> {
  const taken = await db().payout.groupBy({
    by: ["paymentSourceId", "state"],
    where: { paymentSourceId: { in: rows.map(({ id }) => id) }, state: { notIn: [...RELEASED_STATES] } },
    _sum: { amountMinor: true },
  });
  return rows.map((row) => {
    const own = taken.filter(({ paymentSourceId }) => paymentSourceId === row.id);
    const sum = (isPaid: boolean) =>
      own.reduce(
        (total, { state, _sum }) => ((state === "settled") === isPaid && _sum.amountMinor ? total + minorOf(_sum.amountMinor) : total),
        0n,
      );
    return toRest(row, {
      paidIn: minorOf(row.paidInMinor),
      refunded: minorOf(row.refundedMinor),
      paidOut: sum(true),
      reserved: sum(false),
    });
  });
}

function toRest(row: Row, totals: SourceTotals): RestPaymentSource {
  const { id, connection, sourceId, userId, orderReference, holderName, holderEmail, refusal } = row;
  return {
    ...{ id, sourceId, userId, orderReference, holderName, holderEmail, refusal },
    connection: { id: connection.id, name: connection.name },
    provider: connection.provider,
    accountMasked: row.masked,
    currency: currencyOf(row.currency),
    paidInMinor: amountOut(totals.paidIn),
    refundedMinor: amountOut(totals.refunded),
    paidOutMinor: amountOut(totals.paidOut),
    reservedMinor: amountOut(totals.reserved),
    returnableMinor: amountOut(refusal === null ? returnable(totals) : 0n),
    amountsFrom: row.amountsFrom === "merchant" ? "merchant" : "provider",
    paidInAt: row.paidInAt?.toISOString() ?? null,
    readAt: row.readAt.toISOString(),
    createdAt: row.createdAt.toISOString(),
  };
}
