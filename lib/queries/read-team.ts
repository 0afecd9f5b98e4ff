import { currentTime } from "@/lib/base/clock";
import { db } from "@/lib/db/client";
import { gainsGuarded } from "@/lib/domain/access/permission-facts";
import { heldRole } from "@/lib/domain/access/roles";

export type TeamMember = {
  readonly personId: string;
  readonly name: string;
  readonly email: string;
  readonly role: string;
  readonly roleName: string;
  /** Where they are shut out, if anywhere. */
  readonly disabled: "here" | "everywhere" | null;
  /** When they last signed in at this merchant. */
  readonly lastSignInAt: Date | null;
  /** Browsers that are signed in here now. */
  readonly sessions: number;
  readonly hasTotp: boolean;
  readonly passkeys: number;
};

export type InvitationView = {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly roleName: string;
  readonly invitedByName: string;
  readonly sentAt: Date;
  readonly expiresAt: Date;
  readonly isExpired: boolean;
};

/** A role that may be given. `isGuarded`: to somebody who has none, it takes a second admin. */
export type RoleChoice = { readonly key: string; readonly name: string; readonly description: string; readonly isGuarded: boolean };

export type Team = {
  readonly people: readonly TeamMember[];
  readonly invitations: readonly InvitationView[];
  readonly roles: readonly RoleChoice[];
};

/** Everybody who works for a merchant, who is invited, and what they could be. */
export async function readTeam(merchantId: string, now: Date = currentTime()): Promise<Team> {
  const [members, invitations, roles, sessions, signIns] = await Promise.all([
    db().membership.findMany({
      where: { merchantId },
      include: {
        held: true,
        person: { include: { totpFactor: { select: { confirmedAt: true } }, _count: { select: { passkeys: true } } } },
      },
      orderBy: [{ person: { name: "asc" } }, { personId: "asc" }],
    }),
    db().invitation.findMany({ where: { merchantId, acceptedAt: null, revokedAt: null }, orderBy: { createdAt: "desc" } }),
    db().role.findMany({ where: { merchantId }, orderBy: [{ isBuiltIn: "desc" }, { name: "asc" }] }),
    db().session.groupBy({ by: ["personId"], where: { merchantId, endedAt: null, expiresAt: { gt: now } }, _count: true }),
    db().session.groupBy({ by: ["personId"], where: { merchantId }, _max: { createdAt: true } }),
  ]);
  const open = new Map(sessions.map(({ personId, _count }) => [personId, _count]));
  const seen = new Map(signIns.map(({ personId, _max }) => [personId, _max.createdAt]));
  const names = new Map(roles.map(({ key, name }) => [key, name]));
  return {
    people: members.map(({ personId, person, held, disabledAt }) => ({
      ...{ personId, name: person.name, email: person.email, role: held.key, roleName: held.name },
      disabled: person.disabledAt ? "everywhere" : disabledAt ? "here" : null,
      lastSignInAt: seen.get(personId) ?? null,
      sessions: open.get(personId) ?? 0,
      hasTotp: Boolean(person.totpFactor?.confirmedAt),
      passkeys: person._count.passkeys,
    })),
    invitations: invitations.map(({ id, email, name, role, invitedByName, sentAt, expiresAt }) => {
      return { id, email, name, roleName: names.get(role) ?? role, invitedByName, sentAt, expiresAt, isExpired: expiresAt <= now };
    }),
    roles: roles.map((row) => {
      const { key, name, description } = row;
      return { key, name, description, isGuarded: gainsGuarded([], heldRole(row).permissions) };
    }),
  };
}
