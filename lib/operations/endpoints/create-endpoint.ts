import { newId } from "@/lib/base/id";
import { failed, ok, type Result } from "@/lib/base/result";
import { inTransaction } from "@/lib/db/transaction";
import { type Actor, may } from "@/lib/domain/access/actor";
import type { WishOf } from "@/lib/domain/access/change";
import { type Denial, denial } from "@/lib/domain/access/denial";
import type { EndpointFacts } from "@/lib/domain/endpoint/schema";
import { demandOwnStepUp } from "@/lib/operations/changes/demand-own-step-up";
import { proposeAccessChange } from "@/lib/operations/changes/propose-access-change";
import { keepSecret } from "./keep-secret";
import { refuseTarget } from "./refuse-target";
import { newEndpointSecret } from "./sign-event";
import { writeEndpoint } from "./write-endpoint";

/** `secret` is told this once; afterwards only the desk itself can read it. `waitsForAnother`: nothing is sent before a second admin confirms. */
export type SecretTold = { readonly endpointId: string; readonly secret: string; readonly waitsForAnother: boolean };

/**
 * Lets a system of the merchant's hear of its payouts. It could be anybody's, so an admin asks for it and a second one confirms; the
 * operator at the machine (actor kind `system`) needs none.
 */
export async function createEndpoint(actor: Actor, facts: EndpointFacts): Promise<Result<SecretTold, Denial>> {
  if (actor.kind !== "system" && !may(actor, "endpoint.manage")) return failed(denial("forbidden"));
  const refused = refuseTarget(facts.url);
  if (refused) return failed(refused);
  const endpointId = newId("endpoint");
  const secret = newEndpointSecret();
  const waitsForAnother = actor.kind !== "system";
  return inTransaction(async (tx) => {
    const proven = await demandOwnStepUp(tx, actor);
    if (!proven.ok) return proven;
    const secretId = await keepSecret(tx, actor, secret);
    const wish: WishOf<"endpoint.create"> = { kind: "endpoint.create", endpointId, secretId, to: facts };
    if (waitsForAnother) await proposeAccessChange(tx, actor, wish);
    else await writeEndpoint(tx, actor, wish);
    return ok({ endpointId, secret, waitsForAnother });
  });
}
