import { failed, ok, type Result } from "@/lib/base/result";
import { inTransaction } from "@/lib/db/transaction";
import { type Actor, may } from "@/lib/domain/access/actor";
import type { WishOf } from "@/lib/domain/access/change";
import { type Denial, denial } from "@/lib/domain/access/denial";
import type { RotateSecret } from "@/lib/domain/endpoint/schema";
import { demandOwnStepUp } from "@/lib/operations/changes/demand-own-step-up";
import { proposeAccessChange } from "@/lib/operations/changes/propose-access-change";
import type { SecretTold } from "./create-endpoint";
import { findEndpoint } from "./find-endpoint";
import { keepSecret } from "./keep-secret";
import { newEndpointSecret } from "./sign-event";
import { writeSecretRotation } from "./write-secret-rotation";

/**
 * Another secret for the same endpoint. For as long as was chosen both sign, so that the receiver changes over when it likes. Whoever has it
 * can write events of their own, so a second admin confirms it as everything that opens something.
 */
export async function rotateSecret(actor: Actor, { endpointId, overlapHours }: RotateSecret): Promise<Result<SecretTold, Denial>> {
  if (actor.kind !== "system" && !may(actor, "endpoint.manage")) return failed(denial("forbidden"));
  const secret = newEndpointSecret();
  const waitsForAnother = actor.kind !== "system";
  return inTransaction(async (tx) => {
    const proven = await demandOwnStepUp(tx, actor);
    if (!proven.ok) return proven;
    const found = await findEndpoint(tx, actor, endpointId);
    if (!found.ok) return found;
    const secretId = await keepSecret(tx, actor, secret);
    const wish: WishOf<"endpoint.rotate"> = { kind: "endpoint.rotate", endpointId, name: found.value.description, secretId, overlapHours };
    if (waitsForAnother) await proposeAccessChange(tx, actor, wish);
    else await writeSecretRotation(tx, actor, wish);
    return ok({ endpointId, secret, waitsForAnother });
  });
}
