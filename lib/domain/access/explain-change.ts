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
  const [before, after] = wish.kind === "role.permissions" ? [wish.from, wish.to] : [heldNow, wish.holds];
  return {
    gains: sentences(after.filter((permission) => !before.includes(permission))),
    losses: sentences(before.filter((permission) => !after.includes(permission))),
    warning: makesAndApproves(after.filter(isPermission)) ? MAKES_AND_APPROVES : null,
  };
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
