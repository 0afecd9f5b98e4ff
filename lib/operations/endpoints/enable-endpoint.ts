import { failed, ok, type Result } from "@/lib/base/result";
import { inTransaction } from "@/lib/db/transaction";
import { type Actor, may } from "@/lib/domain/access/actor";
import type { WishOf } from "@/lib/domain/access/change";
import { type Denial, denial } from "@/lib/domain/access/denial";
import type { EndpointRef } from "@/lib/domain/endpoint/schema";
import { demandOwnStepUp } from "@/lib/operations/changes/demand-own-step-up";
import { proposeAccessChange } from "@/lib/operations/changes/propose-access-change";
import type { AskedOfEndpoint } from "./change-endpoint";
import { findEndpoint } from "./find-endpoint";
import { writeEnabled } from "./write-enabled";

/** On again. Somebody may have switched it off for a reason, so one person asks and another confirms. */
export async function enableEndpoint(actor: Actor, { endpointId }: EndpointRef): Promise<Result<AskedOfEndpoint, Denial>> {
  if (actor.kind !== "system" && !may(actor, "endpoint.manage")) return failed(denial("forbidden"));
  const waitsForAnother = actor.kind !== "system";
  return inTransaction(async (tx) => {
    const proven = await demandOwnStepUp(tx, actor);
    if (!proven.ok) return proven;
    const found = await findEndpoint(tx, actor, endpointId);
    if (!found.ok) return found;
    const { state, description, url } = found.value;
    if (state === "on") return failed(denial("changedMeanwhile", "It is on."));
    const wish: WishOf<"endpoint.enable"> = { kind: "endpoint.enable", endpointId, name: description, url };
    if (waitsForAnother) {
      await proposeAccessChange(tx, actor, wish);
      return ok({ endpointId, waitsForAnother });
    }
    const written = await writeEnabled(tx, actor, wish);
    return written.ok ? ok({ endpointId, waitsForAnother }) : written;
  });
}
