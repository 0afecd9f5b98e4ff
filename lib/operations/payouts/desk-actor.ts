import type { Actor } from "@/lib/domain/access/actor";

/** The desk itself, as it appears in histories: it sends and observes, and never decides for people. */
export function deskActor(merchantId: string): Actor {
  return { kind: "system", name: "Counterfoil", merchantId };
}
