import { db } from "@/lib/db/client";
import type { Role } from "@/lib/domain/access/permissions";
import { builtInRole } from "@/lib/domain/access/roles";
import { changeRole } from "@/lib/operations/people/change-role";
import { invitePerson } from "@/lib/operations/people/invite-person";
import { createRole } from "@/lib/operations/roles/create-role";

const NIGHT_DESK = "night-desk";

/** A role of the merchant's own, somebody who is invited to it, and a wish that waits for the second admin. Made once. */
export async function ensureAccess(merchantId: string): Promise<void> {
  if ((await db().role.count({ where: { merchantId, isBuiltIn: false } })) > 0) return;
  const admin = await firstOf(merchantId, "admin");
  const made = await createRole(admin, {
    name: "Night desk",
    description: "Answers callers after six and stops what looks wrong.",
    permissions: ["overview.view", "payout.view", "payout.lookUp", "receiver.view", "receiver.note", "freeze.set"],
  });
  const invited = await invitePerson(admin, { email: "nell@demo.test", name: "Nell Ferreira", role: NIGHT_DESK });
  const maker = await db().person.findUniqueOrThrow({ where: { email: "maker2@demo.test" } });
  const asked = await changeRole(admin, { personId: maker.id, role: "checker" });
  for (const done of [made, invited, asked]) if (!done.ok) throw new Error(`The demo's roles could not be made: ${done.error.sentence}`);
}

async function firstOf(merchantId: string, role: Role) {
  const { person } = await db().membership.findFirstOrThrow({
    where: { merchantId, role },
    include: { person: true },
    orderBy: { person: { email: "asc" } },
  });
  return { kind: "person", personId: person.id, name: person.name, merchantId, ...builtInRole(role) } as const;
}
