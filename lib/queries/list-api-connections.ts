import { db } from "@/lib/db/client";
import type { RestConnection } from "@/lib/domain/rest/connection";
import type { PageQuery } from "@/lib/domain/rest/page";
import { providerOf } from "@/lib/providers/registry";
import { cutPage } from "./cut-page";
import type { ApiPage } from "./list-api-payouts";

/** A merchant's connections with what each can do, newest first. The settings stay sealed. */
export async function listApiConnections(merchantId: string, page: PageQuery): Promise<ApiPage<RestConnection>> {
  const connections = await db().connection.findMany({
    where: { merchantId },
    select: { id: true, name: true, provider: true, mode: true, state: true, createdAt: true },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
  });
  const { rows, nextCursor } = cutPage(connections, page, ({ createdAt: at, id }) => ({ at, id }));
  const items = rows.map(({ createdAt: _createdAt, ...connection }) => {
    const { currencies, rails, accountKinds, closedLoop } = providerOf(connection.provider).manifest;
    return { ...connection, currencies: [...currencies], rails: [...rails], accountKinds: [...accountKinds], closedLoop };
  });
  return { items, nextCursor };
}
