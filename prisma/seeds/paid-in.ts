import { addMs, DAY_MS, HOUR_MS } from "@/lib/base/time";
import type { Connection } from "@/lib/db/generated/client";
import type { PaidIn } from "./demo-providers/demo-provider";
import { drawPersonName, emailOf } from "./names";
import { DEMO_MERCHANTS } from "./people";
import { type Dice, diceOf } from "./random";
import type { Rows } from "./rows";
import { addressOfSource } from "./sources";
import type { World } from "./world";

/**
 * Orders that were paid in and wait to be sent back: ORD-10201 to ORD-10260, in turn at Ivy (ORD-10201, ORD-10204 ... ORD-10234 ...),
 * TrueLayer in GBP and TrueLayer in EUR. One of them is in dispute, so that a refusal can be seen.
 */
const READY = { first: 10_201, count: 60 } as const;
const READY_AT = ["ivy-eur", "truelayer-gbp", "truelayer-eur"] as const;
const DISPUTED = "ORD-10258";

/** Orders that only Ivy knows, so that pasting one asks the provider: ORD-10301 to ORD-10312. */
const UNSEEN_AT = "ivy-eur";
const UNSEEN_ORDERS = Array.from({ length: 12 }, (_, index) => `ORD-${10_301 + index}`);

export function addReadySources(world: World, rows: Rows, dice: Dice): void {
  for (let index = 0; index < READY.count; index += 1) {
    const connection = world.connections.find(({ name }) => name === READY_AT[index % READY_AT.length]);
    const paidInMinor = Math.max(Math.round(dice.spread(9_500, 0.8)), 1_900);
    const paidInMs = world.nowMs - dice.between(2 * HOUR_MS, 21 * DAY_MS);
    if (!connection) continue;
    const label = `ORD-${READY.first + index}`;
    const refusal = label === DISPUTED ? "This order is in dispute." : null;
    world.sources.add(rows, { connection, paidInMinor, paidInMs, knownMs: paidInMs, dice, label, refusal });
  }
}

/** Order numbers of the demo's history; they end long before the ready ones begin. */
export function historicLabel(count: number): string {
  return `ORD-${String(4_001 + count).padStart(5, "0")}`;
}

/** The orders that only the provider knows, as it is told of them. */
export function unseenOrders({ name, createdAt, merchant }: At, accountId: string): readonly PaidIn[] {
  if (name !== UNSEEN_AT || merchant.slug !== DEMO_MERCHANTS.demo.slug) return [];
  const dice = diceOf(10_301);
  return UNSEEN_ORDERS.map((sourceId) => {
    const address = addressOfSource(sourceId, "EUR");
    const holderName = drawPersonName(dice, "DE");
    return {
      accountId,
      sourceId,
      userId: null,
      orderReference: sourceId.replace("ORD-", "Basket "),
      currency: "EUR",
      amountMinor: String(dice.between(1_900, 48_000)),
      holderName,
      holderEmail: emailOf(holderName),
      address,
      paidInAt: addMs(createdAt, -dice.between(2 * HOUR_MS, 14 * DAY_MS)).toISOString(),
      isRefused: false,
    };
  });
}

type At = Pick<Connection, "name" | "createdAt"> & { readonly merchant: { readonly slug: string } };
