import { sayTypes } from "@/lib/domain/endpoint/schema";
import { SCOPE_SENTENCES } from "./api-key-schema";
import type { ChangeWish, WishOf } from "./change";
import { makesAndApproves, PERMISSION_FACTS } from "./permission-facts";
import { isPermission } from "./permissions";

/** What would be different, in sentences that go on after "may": for whoever has to confirm it. */
export type ChangeEffect = {
  readonly gains: readonly string[];
  readonly losses: readonly string[];
  /** Such as: whoever holds this both makes and approves. */
  readonly warning: string | null;
};

/** `heldNow`: what somebody holds whose role would change. */
export function explainChange(wish: ChangeWish, heldNow: readonly string[]): ChangeEffect {
  if (wish.kind === "apiKey.create") return { gains: wish.scopes.map((scope) => SCOPE_SENTENCES[scope]), losses: [], warning: null };
  if (wish.kind === "apiKey.rotate") return { gains: [], losses: [], warning: null };
  if (wish.kind === "apiKey.restrict") return explainRanges(wish);
  if (wish.kind === "endpoint.create") return { gains: [hear(wish.to)], losses: [], warning: null };
  if (wish.kind === "endpoint.change") return explainEndpoint(wish);
  if (wish.kind === "endpoint.enable") return { gains: [`hear of payouts at ${wish.url}`], losses: [], warning: null };
  if (wish.kind === "rate.set") return { gains: [], losses: [], warning: null };
  if (wish.kind === "endpoint.rotate") return { gains: [], losses: [], warning: null };
  const [before, after] = wish.kind === "role.permissions" ? [wish.from, wish.to] : [heldNow, wish.holds];
  return {
    gains: sentences(after.filter((permission) => !before.includes(permission))),
    losses: sentences(before.filter((permission) => !after.includes(permission))),
    warning: makesAndApproves(after.filter(isPermission)) ? MAKES_AND_APPROVES : null,
  };
}

type EndpointWish = WishOf<"endpoint.create">["to"];

function hear({ url, types }: EndpointWish): string {
  return `hear of ${sayTypes(types)} at ${url}`;
}

function explainEndpoint({ from, to }: WishOf<"endpoint.change">): ChangeEffect {
  if (hear(from) !== hear(to)) return { gains: [hear(to)], losses: [hear(from)], warning: null };
  return { gains: [`be called ${to.description}`], losses: [`be called ${from.description}`], warning: null };
}

function explainRanges({ from, to }: WishOf<"apiKey.restrict">): ChangeEffect {
  const used = (range: string) => `be used from ${range}`;
  const anywhere = "be used from anywhere";
  return {
    gains: to.length === 0 ? [anywhere] : to.filter((range) => !from.includes(range)).map(used),
    losses: from.length === 0 ? [anywhere] : from.filter((range) => !to.includes(range)).map(used),
    warning: null,
  };
}

export const MAKES_AND_APPROVES =
  "This role both makes and approves payouts. Nobody ever approves a payout of their own, but two people with it need nobody else.";

function sentences(permissions: readonly string[]): string[] {
  return permissions.filter(isPermission).map((permission) => PERMISSION_FACTS[permission].sentence);
}
