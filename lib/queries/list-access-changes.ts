import { currentTime } from "@/lib/base/clock";
import { db } from "@/lib/db/client";
import { peopleWith } from "@/lib/db/people-with";
import { type Actor, may } from "@/lib/domain/access/actor";
import {
  type ChangeKind,
  ChangeWish,
  ENDPOINT_CHANGES,
  KEY_CHANGES,
  RATE_CHANGES,
  sayWish,
  TEAM_CHANGES,
} from "@/lib/domain/access/change";
import { type ChangeEffect, explainChange } from "@/lib/domain/access/explain-change";
import type { Permission } from "@/lib/domain/access/permissions";
import { heldRole } from "@/lib/domain/access/roles";

type PersonActor = Extract<Actor, { kind: "person" }>;

export type ChangeView = ChangeEffect & {
  readonly id: string;
  readonly kind: ChangeKind;
  /** What it is about. */
  readonly subjectId: string;
  /** In the middle of a sentence: "make Mara Lindqvist Checker". */
  readonly asked: string;
  readonly proposedByName: string;
  readonly proposedAt: Date;
  readonly expiresAt: Date;
  /** Asked for by whoever looks at it, who takes it back and does not confirm it. */
  readonly isYours: boolean;
  /** Whoever looks at it would become it. */
  readonly isAboutYou: boolean;
};

export type PendingChanges = {
  readonly changes: readonly ChangeView[];
  /** How many others could confirm what this person asks for; none where they are alone. */
  readonly others: number;
};

/** What waits for a second person, oldest first. */
export async function listAccessChanges(
  actor: PersonActor,
  { kinds, permission }: { kinds: readonly ChangeKind[]; permission: Permission },
): Promise<PendingChanges> {
  const { merchantId, personId } = actor;
  const [rows, deciders, members] = await Promise.all([
    db().accessChange.findMany({ where: openNow(merchantId, kinds), orderBy: { proposedAt: "asc" } }),
    peopleWith(db(), merchantId, permission),
    db().membership.findMany({ where: { merchantId }, select: { personId: true, held: true } }),
  ]);
  const held = new Map(members.map((member) => [member.personId, heldRole(member.held).permissions]));
  const changes = rows.map(({ id, wish: stored, subjectId, proposedById, proposedByName, proposedAt, expiresAt }) => {
    const wish = ChangeWish.parse(stored);
    const heldNow = wish.kind === "member.role" ? (held.get(wish.personId) ?? []) : [];
    const facts = { id, kind: wish.kind, subjectId, asked: sayWish(wish), proposedByName, proposedAt, expiresAt };
    return { ...facts, ...explainChange(wish, heldNow), isYours: proposedById === personId, isAboutYou: subjectId === personId };
  });
  return { changes, others: deciders.filter((one) => one.personId !== personId).length };
}

export type ChangeCounts = { readonly team: number; readonly apiKeys: number; readonly webhooks: number; readonly rates: number };

/** How many changes this very person may confirm now, by the page that shows them. */
export async function countChangesFor(actor: PersonActor): Promise<ChangeCounts> {
  const count = async (kinds: readonly ChangeKind[], permission: Permission) => {
    if (!may(actor, permission)) return 0;
    const others = { proposedById: { not: actor.personId }, subjectId: { not: actor.personId } };
    return db().accessChange.count({ where: { ...openNow(actor.merchantId, kinds), ...others } });
  };
  const [team, apiKeys, webhooks, rates] = await Promise.all([
    count(TEAM_CHANGES, "team.manage"),
    count(KEY_CHANGES, "apiKey.manage"),
    count(ENDPOINT_CHANGES, "endpoint.manage"),
    count(RATE_CHANGES, "policy.manage"),
  ]);
  return { team, apiKeys, webhooks, rates };
}

function openNow(merchantId: string, kinds: readonly ChangeKind[]) {
  return { merchantId, kind: { in: [...kinds] }, outcome: null, expiresAt: { gt: currentTime() } };
}
