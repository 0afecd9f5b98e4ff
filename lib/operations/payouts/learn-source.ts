import { db } from "@/lib/db/client";
import type { Connection } from "@/lib/db/generated/client";
import type { CreatePayout } from "@/lib/domain/payout/schema";
import { askProviders } from "@/lib/operations/payment-sources/ask-providers";
import { refreshSources } from "@/lib/operations/payment-sources/refresh-sources";
import { findSource } from "./resolve-target";

/** A closed-loop target is asked of the provider once more, before the transaction: no network call sits in one. */
export async function learnSource(connection: Connection, { to }: CreatePayout): Promise<void> {
  if (to.type !== "order" && to.type !== "paymentSource") return;
  const known = await findSource(db(), connection, to);
  if (known) {
    await refreshSources([{ ...known, connection }]);
    return;
  }
  const text = to.type === "order" ? to.orderId : to.userId;
  await askProviders({ merchantId: connection.merchantId, connectionId: connection.id, text });
}
