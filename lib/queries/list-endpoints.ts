import * as z from "zod";
import { currentTime } from "@/lib/base/clock";
import { db } from "@/lib/db/client";

export type EndpointView = {
  readonly id: string;
  readonly url: string;
  readonly description: string;
  /** None: all. */
  readonly types: readonly string[];
  readonly state: "on" | "off" | "removed";
  /** Where the desk switched it off by itself. */
  readonly offWhy: string | null;
  readonly stateAt: Date;
  readonly createdAt: Date;
  readonly lastDeliveredAt: Date | null;
  readonly failingSince: Date | null;
  /** Events on their way, tries to come included. */
  readonly waiting: number;
  /** Events that did not arrive, and that nobody tries any more by itself. */
  readonly notArrived: number;
  /** Until when the secret before the present one signs as well. */
  readonly oldSecretUntil: Date | null;
};

const State = z.enum(["on", "off", "removed"]);

/** A merchant's endpoints, oldest first; those that were removed only for whoever asks for one of them. */
export async function listEndpoints(merchantId: string, { endpointId }: { endpointId?: string } = {}): Promise<readonly EndpointView[]> {
  const endpoints = await db().endpoint.findMany({
    where: { merchantId, ...(endpointId ? { id: endpointId } : { state: { not: "removed" } }) },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    include: { secrets: { where: { endsAt: { gt: currentTime() } }, select: { endsAt: true } } },
  });
  const counts = await db().endpointDelivery.groupBy({
    by: ["endpointId", "state"],
    where: { endpointId: { in: endpoints.map(({ id }) => id) }, state: { not: "delivered" } },
    _count: true,
  });
  return endpoints.map(({ secrets, merchantId: _merchant, state, ...facts }) => {
    const count = (...states: string[]) =>
      counts.reduce((sum, one) => (one.endpointId === facts.id && states.includes(one.state) ? sum + one._count : sum), 0);
    const oldSecretUntil = secrets[0]?.endsAt ?? null;
    return {
      ...facts,
      state: State.parse(state),
      waiting: count("waiting", "sending"),
      notArrived: count("givenUp", "missed"),
      oldSecretUntil,
    };
  });
}
