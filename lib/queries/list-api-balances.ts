import { db } from "@/lib/db/client";
import { currencyOf, minorOf } from "@/lib/db/minor";
import { amountOut } from "@/lib/domain/rest/amount";
import type { RestBalance } from "@/lib/domain/rest/balance";
import type { PageQuery } from "@/lib/domain/rest/page";
import { cutPage } from "./cut-page";
import type { ApiPage } from "./list-api-payouts";

/** What is on a merchant's accounts as it was last read, the newest connection first; and what waits here to leave from each. */
export async function listApiBalances(merchantId: string, page: PageQuery): Promise<ApiPage<RestBalance>> {
  const [balances, waiting] = await Promise.all([
    db().connectionBalance.findMany({
      where: { merchantId },
      include: { connection: { select: { id: true, name: true, provider: true, mode: true, createdAt: true } } },
      orderBy: [{ connection: { createdAt: "desc" } }, { connectionId: "desc" }, { currency: "asc" }],
    }),
    db().payout.groupBy({
      by: ["connectionId", "currency"],
      where: { merchantId, state: { in: ["approved", "held"] } },
      _sum: { amountMinor: true },
    }),
  ]);
  const { rows, nextCursor } = cutPage(balances, page, ({ connection, currency }) => ({
    at: connection.createdAt,
    id: `${connection.id}-${currency}`,
  }));
  const items = rows.map(({ connection: { id, name, provider, mode }, currency, availableMinor, readAt }) => {
    const own = waiting.find((sum) => sum.connectionId === id && sum.currency === currency)?._sum.amountMinor;
    return {
      connection: { id, name },
      ...{ provider, mode },
      currency: currencyOf(currency),
      availableMinor: amountOut(minorOf(availableMinor)),
      waitingMinor: amountOut(own ? minorOf(own) : 0n),
      readAt: readAt.toISOString(),
    };
  });
  return { items, nextCursor };
}
