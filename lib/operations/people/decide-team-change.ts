import { failed, type Result } from "@/lib/base/result";
import { type Actor, may } from "@/lib/domain/access/actor";
import { type DecideChange, TEAM_CHANGES } from "@/lib/domain/access/change";
import { type Denial, denial } from "@/lib/domain/access/denial";
import { type DecidedChange, decideAccessChange } from "@/lib/operations/changes/decide-access-change";
import { applyPermissions } from "@/lib/operations/roles/change-role-facts";
import { applyRole } from "./change-role";
import { applyEnabling } from "./enable-person";
import { applyInvitation } from "./invite-person";

/** The second word on roles, what they hold, and who is let in. */
export async function decideTeamChange(actor: Actor, input: DecideChange): Promise<Result<DecidedChange, Denial>> {
  if (actor.kind !== "system" && !may(actor, "team.manage")) return failed(denial("forbidden"));
  return decideAccessChange({
    ...input,
    actor,
    kinds: TEAM_CHANGES,
    apply: async (tx, by, wish) => {
      if (wish.kind === "role.permissions") return applyPermissions(tx, actor, wish);
      if (wish.kind === "member.role") return applyRole(tx, actor, wish);
      if (wish.kind === "member.enable") return applyEnabling(tx, actor, wish);
      if (wish.kind === "person.invite") return applyInvitation(tx, by, wish);
      throw new Error(`The team does not decide on ${wish.kind}.`);
    },
  });
}
