import { failed, ok, type Result } from "@/lib/base/result";
import { db } from "@/lib/db/client";
import { type Connection, Prisma } from "@/lib/db/generated/client";
import { keepPlan } from "@/lib/db/kept-plan";
import type { Actor } from "@/lib/domain/access/actor";
import { type Denial, denial } from "@/lib/domain/access/denial";
import { type CreatePayout, loopOf } from "@/lib/domain/payout/schema";
import type { ProviderManifest } from "@/lib/providers/contract/manifest";
import { providerOf } from "@/lib/providers/registry";

/** Of a connection, what a payout is made by; what it is sent by stays sealed. */
export type ChosenConnection = Pick<Connection, "id" | "merchantId" | "provider" | "name" | "state" | "currency">;
export type Chosen = { readonly connection: ChosenConnection; readonly manifest: ProviderManifest };

/** The connection that was asked for, if it can pay what was asked for. */
export async function chooseConnection({ merchantId }: Actor, order: CreatePayout): Promise<Result<Chosen, Denial>> {
  const [connection] = await db().$queryRaw<ChosenConnection[]>(
    keepPlan(Prisma.sql`
      SELECT c."id", c."merchantId", c."provider", c."name", c."state", c."currency" FROM "connection" c
      WHERE c."merchantId" = ${merchantId} AND (c."id" = ${order.connection} OR c."name" = ${order.connection}) LIMIT 1`),
  );
  if (!connection)
    return failed(denial("notFound", `There is no connection called ${order.connection}.`, { connection: ["Choose one that exists."] }));
  if (connection.state !== "active")
    return failed(denial("connectionUnavailable", undefined, { connection: ["Choose an active connection."] }));
  const { manifest } = providerOf(connection.provider);
  if (!manifest.currencies.includes(order.currency)) {
    const sentence = `${manifest.label} does not pay out in ${order.currency}.`;
    return failed(denial("currencyMismatch", sentence, { currency: [sentence] }));
  }
  if (connection.currency !== null && connection.currency !== order.currency) {
    const sentence = `${connection.name} pays out in ${connection.currency} only.`;
    return failed(denial("currencyMismatch", sentence, { currency: [sentence] }));
  }
  if (loopOf(order.to) === "closed" && manifest.closedLoop === null) {
    return failed(denial("notReturnable", `${manifest.label} cannot send back to an account that paid in.`));
  }
  const limit = manifest.statementTextLimit(order.currency);
  if (order.statementText !== undefined && order.statementText.length > limit) {
    const sentence = `The text for the statement has at most ${limit} characters on this connection.`;
    return failed(denial("invalidInput", sentence, { statementText: [sentence] }));
  }
  return ok({ connection, manifest });
}
