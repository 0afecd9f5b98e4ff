import { currentTime } from "@/lib/base/clock";
import type { Tx } from "@/lib/db/client";
import { mayAsk, probing } from "@/lib/domain/connection/breaker";
import { takeTurn } from "@/lib/domain/connection/pace";
import { providerOf } from "@/lib/providers/registry";
import { breakerOf, lockHealth } from "./health-row";

// Whether a connection may be asked now. Two answers hold back: its circuit breaker (the provider is in trouble, or does not let
// us in) and its pace (the provider allows so many requests a second). Both are rows, since many workers share one provider.

/** `isLockedOut`: it answers, and does not accept our credentials. */
export type Trouble = { readonly until: Date; readonly isLockedOut: boolean };
type Asked = { readonly id: string; readonly merchantId: string };

/** Null: go. While the breaker is open nobody goes; when its time is over one caller gets through and asks for all. */
export async function waitForBreaker(tx: Tx, connection: Asked): Promise<Trouble | null> {
  const now = currentTime();
  // Read without a lock first: on a good day nobody waits for anybody here.
  const seen = await tx.connectionHealth.findUnique({ where: { connectionId: connection.id } });
  if (!seen || seen.breaker === "closed") return null;
  const row = await lockHealth(tx, connection);
  const leave = mayAsk(breakerOf(row), now);
  if (leave.kind === "go") return null;
  if (leave.kind === "wait") return { until: leave.until, isLockedOut: row.lastFault === "unauthorised" };
  await tx.connectionHealth.update({ where: { connectionId: connection.id }, data: probing(breakerOf(row), now) });
  return null;
}

/** Null: go, and the turn is taken. Otherwise when to come back. The row's lock is short: it is held by those who go only. */
export async function waitForPace(tx: Tx, connection: Asked & { readonly provider: string }): Promise<Date | null> {
  const now = currentTime();
  const requestsPerSecond = providerOf(connection.provider).manifest.requestsPerSecond ?? null;
  if (requestsPerSecond === null) {
    const seen = await tx.connectionHealth.findUnique({ where: { connectionId: connection.id }, select: { paceAt: true } });
    if (!seen?.paceAt || seen.paceAt <= now) return null;
  }
  const turn = takeTurn(await lockHealth(tx, connection), requestsPerSecond, now);
  await tx.connectionHealth.update({ where: { connectionId: connection.id }, data: turn.pace });
  return turn.kind === "go" ? null : turn.until;
}

/** For what may simply be asked later, such as a look-up: breaker and pace together. */
export async function askLeave(tx: Tx, connection: Asked & { readonly provider: string }): Promise<Date | null> {
  const trouble = await waitForBreaker(tx, connection);
  return trouble?.until ?? waitForPace(tx, connection);
}
