import { failed, ok, type Result } from "@/lib/base/result";
import { inTransaction } from "@/lib/db/transaction";
import { type Actor, may } from "@/lib/domain/access/actor";
import type { WishOf } from "@/lib/domain/access/change";
import { type Denial, denial } from "@/lib/domain/access/denial";
import type { ChangeEndpoint } from "@/lib/domain/endpoint/schema";
import { demandOwnStepUp } from "@/lib/operations/changes/demand-own-step-up";
import { proposeAccessChange } from "@/lib/operations/changes/propose-access-change";
import { findEndpoint } from "./find-endpoint";
import { refuseTarget } from "./refuse-target";
import { writeEndpointChange } from "./write-endpoint-change";

export type AskedOfEndpoint = { readonly endpointId: string; readonly waitsForAnother: boolean };

/** Another address, another name, other events: what is told to whom is for two people, and holds as it was until then. */
export async function changeEndpoint(actor: Actor, { endpointId, ...to }: ChangeEndpoint): Promise<Result<AskedOfEndpoint, Denial>> {
  if (actor.kind !== "system" && !may(actor, "endpoint.manage")) return failed(denial("forbidden"));
  const refused = refuseTarget(to.url);
  if (refused) return failed(refused);
  const waitsForAnother = actor.kind !== "system";
  return inTransaction(async (tx) => {
    const proven = await demandOwnStepUp(tx, actor);
    if (!proven.ok) return proven;
    const found = await findEndpoint(tx, actor, endpointId);
    if (!found.ok) return found;
    const { url, description, types } = found.value;
    const from = { url, description, types };
    if (JSON.stringify(from) === JSON.stringify({ url: to.url, description: to.description, types: to.types })) {
      return failed(denial("invalidInput", "That is what holds already."));
    }
    const wish: WishOf<"endpoint.change"> = { kind: "endpoint.change", endpointId, from, to };
    if (waitsForAnother) {
      await proposeAccessChange(tx, actor, wish);
      return ok({ endpointId, waitsForAnother });
    }
    const written = await writeEndpointChange(tx, actor, wish);
    return written.ok ? ok({ endpointId, waitsForAnother }) : written;
  });
}
