import * as z from "zod";
import { currentTime } from "@/lib/base/clock";
import { db } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import { readPolicy } from "@/lib/db/read-policy";
import { type Actor, actorId, may } from "@/lib/domain/access/actor";
import { AccountFacts } from "@/lib/domain/account/account-facts";
import { coolsOffUntil, isInForce, standingOf } from "@/lib/domain/account/standing";
import { findProvider } from "@/lib/providers/registry";

export type FactsByVersion = Readonly<Record<string, AccountFacts>>;

/** What is known about these account versions of the actor's merchant, by version id. */
export async function readAccountFacts(actor: Actor, versionIds: readonly string[]): Promise<FactsByVersion> {
  const ids = [...versionIds];
  if (ids.length === 0) return {};
  const { merchantId } = actor;
  const [versions, shared, able, policy] = await Promise.all([
    db().receiverAccountVersion.findMany({
      where: { merchantId, id: { in: ids } },
      include: { decision: true, checks: { orderBy: { at: "desc" }, take: MOST_CHECKS }, account: { select: { kind: true } } },
    }),
    readShared(merchantId, ids),
    kindsThatCanBeChecked(merchantId),
    readPolicy(db(), merchantId),
  ]);
  const names = await namesOf(versions.flatMap(({ createdById }) => createdById ?? []));
  const { accounts: rule } = policy;
  const you = actorId(actor);
  const now = currentTime();
  const facts = versions.map((version) => {
    const { id, decision, checks, account, createdById, createdAt } = version;
    const standing = standingOf(version);
    const since = decision?.decidedAt ?? createdAt;
    return AccountFacts.parse({
      ...{ versionId: id, version: version.version, standing, origin: version.origin, doubts: version.doubts },
      broughtBy: {
        name: createdById === null ? null : (names.get(createdById) ?? null),
        isYou: createdById !== null && createdById === you,
      },
      broughtAt: createdAt,
      decision: decision && {
        ...{ byName: decision.decidedByName, at: decision.decidedAt, note: decision.note },
        call: decision.calledAt && { name: decision.calledName, numberMasked: decision.calledNumberMasked, at: decision.calledAt },
      },
      coolsOffUntil: standing === "confirmed" ? coolsOffUntil(rule, { kind: account.kind, since, now }) : null,
      coolOffHours: account.kind === "ownAccount" ? 0 : rule.coolOffHours,
      checks: checks.map(({ provider, checkedByName, ...check }) => ({
        ...check,
        providerLabel: findProvider(provider)?.manifest.label ?? provider,
        byName: checkedByName,
      })),
      mayDecide: may(actor, "account.confirm") && createdById !== you,
      mayCheck: may(actor, "account.check") && able.has(account.kind),
      sharedWith: shared.filter((one) => one.versionId === id),
    });
  });
  return Object.fromEntries(facts.map((one) => [one.versionId, one]));
}

/** Of the version that a payout made now would name; null where the account is closed, rejected or another merchant's. */
export async function readAccountInForce(actor: Actor, accountId: string): Promise<AccountFacts | null> {
  const account = await db().receiverAccount.findFirst({
    where: { id: accountId, merchantId: actor.merchantId, closedAt: null },
    include: { versions: { orderBy: { version: "desc" }, include: { decision: true } } },
  });
  const version = account?.versions.find(isInForce);
  if (!version) return null;
  return (await readAccountFacts(actor, [version.id]))[version.id] ?? null;
}

const MOST_CHECKS = 5;
const MOST_SHARED = 50;

const Shared = z.array(z.object({ versionId: z.string(), receiverId: z.string(), name: z.string() }));

/** Others who have an account of the same number now; what a number was compared with once says nothing about today. */
async function readShared(merchantId: string, versionIds: readonly string[]) {
  const inForce = Prisma.sql`NOT EXISTS (
    SELECT FROM "receiver_account_version" later LEFT JOIN "account_decision" d ON d."versionId" = later."id"
    WHERE later."accountId" = o."accountId" AND later."version" > o."version"
      AND d."verdict" IS DISTINCT FROM 'rejected' AND d."verdict" IS DISTINCT FROM 'superseded')`;
  return Shared.parse(
    await db().$queryRaw`
      SELECT DISTINCT v."id" AS "versionId", r."id" AS "receiverId", r."name"
      FROM "receiver_account_version" v JOIN "receiver_account" mine ON mine."id" = v."accountId"
      JOIN "receiver_account_version" o ON o."merchantId" = v."merchantId" AND o."blindIndex" = v."blindIndex"
      JOIN "receiver_account" a ON a."id" = o."accountId" AND a."closedAt" IS NULL AND a."kind" = mine."kind"
      JOIN "receiver" r ON r."id" = a."receiverId" AND r."state" = 'active' AND r."id" <> mine."receiverId"
      WHERE v."merchantId" = ${merchantId} AND v."id" = ANY(${[...versionIds]}::text[])
        AND NOT EXISTS (SELECT FROM "account_decision" d WHERE d."versionId" = o."id" AND d."verdict" IN ('rejected', 'superseded'))
        AND ${inForce}
      ORDER BY r."name" LIMIT ${MOST_SHARED}`,
  );
}

async function kindsThatCanBeChecked(merchantId: string): Promise<ReadonlySet<string>> {
  const rows = await db().connection.findMany({
    where: { merchantId, state: "active" },
    select: { provider: true },
    distinct: ["provider"],
  });
  return new Set(rows.flatMap(({ provider }) => findProvider(provider)?.manifest.checksNamesOf ?? []));
}

async function namesOf(ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const where = { id: { in: [...new Set(ids)] } };
  const [people, keys] = await Promise.all([
    db().person.findMany({ where, select: { id: true, name: true } }),
    db().apiKey.findMany({ where, select: { id: true, name: true } }),
  ]);
  return new Map([...people, ...keys].map(({ id, name }) => [id, name]));
}
