import { db } from "@/lib/db/client";
import type { CreatePayout } from "@/lib/domain/payout/schema";
import { askProviders } from "@/lib/operations/payment-sources/ask-providers";
import { refreshSources } from "@/lib/operations/payment-sources/refresh-sources";
import type { ChosenConnection } from "./choose-connection";
import { findSource } from "./resolve-target";

/** A closed-loop target is asked of the provider once more, before the transaction: no network call sits in one. */
export async function learnSource(connection: ChosenConnection, { to }: CreatePayout): Promise<void> {
  if (to.type !== "order" && to.type !== "paymentSource") return;
  const known = await findSource(db(), connection, to);
  if (known) {
    const whole = await db().connection.findUniqueOrThrow({ where: { id: connection.id } });
    await refreshSources([{ ...known, connection: whole }]);
    return;
  }
  const text = to.type === "order" ? to.orderId : to.userId;
  await askProviders({ merchantId: connection.merchantId, connectionId: connection.id, text });
}
