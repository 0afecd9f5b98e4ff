import type { Result } from "@/lib/base/result";
import type { Actor } from "@/lib/domain/access/actor";
import type { Denial } from "@/lib/domain/access/denial";
import type { World } from "./world";

export type Deed = {
  /** Does it to what belongs to `world`, whoever the actor is. */
  readonly run: (actor: Actor, world: World) => Promise<Result<unknown, Denial>>;
  /** What someone who may do this elsewhere is told about another merchant's; `nothing`: it names nothing that could be another's. */
  readonly onOther: "notFound" | "nothing" | "empty";
};
