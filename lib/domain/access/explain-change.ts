import { SCOPE_SENTENCES } from "./api-key-schema";
import type { ChangeWish } from "./change";
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
  const [before, after] = wish.kind === "role.permissions" ? [wish.from, wish.to] : [heldNow, wish.holds];
  return {
    gains: sentences(after.filter((permission) => !before.includes(permission))),
    losses: sentences(before.filter((permission) => !after.includes(permission))),
    warning: makesAndApproves(after.filter(isPermission)) ? MAKES_AND_APPROVES : null,
  };
}

export const MAKES_AND_APPROVES =
  "This role both makes and approves payouts. Nobody ever approves a payout of their own, but two people with it need nobody else.";

function sentences(permissions: readonly string[]): string[] {
  return permissions.filter(isPermission).map((permission) => PERMISSION_FACTS[permission].sentence);
}
