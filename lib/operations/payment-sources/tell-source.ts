import { currentTime } from "@/lib/base/clock";
import { failed, ok, type Result } from "@/lib/base/result";
import { writeAudit } from "@/lib/db/audit";
import { db } from "@/lib/db/client";
import { inTransaction } from "@/lib/db/transaction";
import { type Actor, may } from "@/lib/domain/access/actor";
import { type Denial, denial } from "@/lib/domain/access/denial";
import type { TellSource } from "@/lib/domain/payment-source/schema";
import { providerOf } from "@/lib/providers/registry";
import { enqueue } from "@/lib/queue/enqueue";
import { writeSource } from "./store-source";

export type ToldBefore = { readonly paymentSourceId: string; readonly isNew: boolean };

/**
 * Keeps what the merchant's own system knows of an account that paid in. Said again it is the same source; where the provider has told
 * the amounts, the provider's stand.
 */
export async function tellSource(actor: Actor, told: TellSource): Promise<Result<ToldBefore, Denial>> {
  if (!may(actor, "paymentSource.write")) return failed(denial("forbidden"));
  const { merchantId } = actor;
  const connection = await db().connection.findFirst({
    where: { merchantId, OR: [{ id: told.connection }, { name: told.connection }] },
  });
  if (!connection)
    return failed(denial("notFound", `There is no connection called ${told.connection}.`, { connection: ["Name one that exists."] }));
  const { closedLoop, currencies, label } = providerOf(connection.provider).manifest;
  if (closedLoop === null) return failed(denial("notReturnable", `${label} cannot send back to an account that paid in.`));
  if (!currencies.includes(told.currency)) {
    return failed(
      denial("currencyMismatch", `${label} does not pay out in ${told.currency}.`, { currency: ["Name one that the connection pays in."] }),
    );
  }
  if (closedLoop === "paymentSource" && told.userId === null) {
    return failed(denial("invalidInput", undefined, { userId: [`${label} pays back to an account of a user: give the user's id.`] }));
  }
  const ids = { sourceId: idFor(closedLoop, told.sourceId), userId: told.userId === null ? null : idFor(closedLoop, told.userId) };
  const { orderReference, holderName, holderEmail, account: address, paidInAt, currency, paidInMinor, refundedMinor } = told;
  const amounts = { by: "merchant", currency, paidIn: paidInMinor, refunded: refundedMinor } as const;
  return inTransaction(async (tx) => {
    const key = { connectionId: connection.id, sourceId: ids.sourceId };
    const before = await tx.paymentSource.findUnique({ where: { connectionId_sourceId: key } });
    if (before && before.currency !== currency) {
      return failed(denial("currencyMismatch", `This source paid in in ${before.currency}.`, { currency: [`It is ${before.currency}.`] }));
    }
    const facts = { ...ids, orderReference, holderName, holderEmail, address, paidInAt };
    const source = await writeSource(tx, connection, { ...facts, amounts, askedAt: currentTime() });
    if (!source) throw new Error("A source with amounts was not written.");
    if (!before) {
      await writeAudit(tx, {
        actor,
        event: "paymentSource.told",
        subject: { kind: "paymentSource", id: source.id },
        details: { connection: connection.name, sourceId: source.sourceId, paidInMinor: paidInMinor.toString(), currency },
      });
      // An order has a state at the provider: whether it may be paid back is read before anybody asks for it.
      if (closedLoop === "order") await enqueue(tx, "readSources", { connectionId: connection.id, orderId: source.sourceId });
    }
    return ok({ paymentSourceId: source.id, isNew: before === null });
  });
}

/** Ids of payment sources and users are UUIDs and come in either case: one spelling, so that one account is never two. */
function idFor(closedLoop: "order" | "paymentSource", id: string): string {
  return closedLoop === "paymentSource" ? id.toLowerCase() : id;
}
