import { db } from "@/lib/db/client";
import type { RestConnection } from "@/lib/domain/rest/connection";
import { providerOf } from "@/lib/providers/registry";

/** A merchant's connections with what each can do. The settings stay sealed. */
export async function listConnections(merchantId: string): Promise<readonly RestConnection[]> {
  const connections = await db().connection.findMany({
    where: { merchantId },
    select: { id: true, name: true, provider: true, mode: true, state: true },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
  });
  return connections.map((connection) => {
    const { currencies, rails, accountKinds, closedLoop } = providerOf(connection.provider).manifest;
    return { ...connection, currencies: [...currencies], rails: [...rails], accountKinds: [...accountKinds], closedLoop };
  });
}
