import { failed, ok, type Result } from "@/lib/base/result";
import type { Tx } from "@/lib/db/client";
import { type Actor, may } from "@/lib/domain/access/actor";
import { type ChangeWish, type DecideChange, ENDPOINT_CHANGES } from "@/lib/domain/access/change";
import { type Denial, denial } from "@/lib/domain/access/denial";
import { type DecidedChange, decideAccessChange } from "@/lib/operations/changes/decide-access-change";
import { refuseTarget } from "./refuse-target";
import { writeEnabled } from "./write-enabled";
import { writeEndpoint } from "./write-endpoint";
import { writeEndpointChange } from "./write-endpoint-change";
import { writeSecretRotation } from "./write-secret-rotation";

/** The second word on where webhooks go and what signs them. Only whoever asked ever saw the secret. */
export async function decideEndpointChange(actor: Actor, input: DecideChange): Promise<Result<DecidedChange, Denial>> {
  if (actor.kind !== "system" && !may(actor, "endpoint.manage")) return failed(denial("forbidden"));
  return decideAccessChange({ ...input, actor, kinds: ENDPOINT_CHANGES, apply: (tx, _by, wish) => apply(tx, actor, wish) });
}

async function apply(tx: Tx, actor: Actor, wish: ChangeWish): Promise<Result<object, Denial>> {
  if (wish.kind === "endpoint.change") return writeEndpointChange(tx, actor, wish);
  if (wish.kind === "endpoint.enable") return writeEnabled(tx, actor, wish);
  if (wish.kind === "endpoint.rotate") return writeSecretRotation(tx, actor, wish);
  if (wish.kind !== "endpoint.create") throw new Error(`Endpoints do not decide on ${wish.kind}.`);
  const refused = refuseTarget(wish.to.url);
  if (refused) return failed(refused);
  await writeEndpoint(tx, actor, wish);
  return ok({});
}
