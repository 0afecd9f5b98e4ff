import type pg from "pg";
import * as z from "zod";
import { CURRENCIES } from "@/lib/base/currency";
import { DAY_MS } from "@/lib/base/time";
import { fingerprintOf } from "@/lib/db/shown-hash";
import { ApprovalPolicyShape } from "@/lib/domain/approval/policy-shape";
import { providerOf } from "@/lib/providers/registry";
import { Calendar } from "./calendar";
import type { SeedAccount, SeedConnection } from "./cast";
import { demoProviderOf } from "./demo-providers/table";
import { SeedSources } from "./sources";
import type { World } from "./world";

/** Reads a merchant as it stands, in the caller's transaction: people, connections and receivers that payouts can be told about. */
export async function loadWorld(
  client: pg.Client,
  { slug, nowMs, label }: { slug: string; nowMs: number; label: (count: number) => string },
): Promise<World> {
  const [merchant] = z
    .array(z.object({ id: z.string(), timeZone: z.string(), version: z.int(), policy: ApprovalPolicyShape }))
    .parse((await client.query(MERCHANT, [slug])).rows);
  if (!merchant) throw new Error(`There is no merchant "${slug}".`);
  const ask = async <T>(shape: z.ZodType<T>, sql: string): Promise<T[]> =>
    z.array(shape).parse((await client.query(sql, [merchant.id])).rows);

  const people = await ask(z.object({ ...Named, role: z.string() }), PEOPLE);
  const [apiKey] = await ask(z.object(Named), API_KEY);
  const connections = await ask(z.object({ ...Named, provider: z.string() }), CONNECTIONS);
  const versions = await ask(AccountVersion, ACCOUNTS);
  const makers = people.filter(({ role }) => role === "maker");
  const checkers = people.filter(({ role }) => role === "checker");
  if (makers.length === 0 || checkers.length === 0 || !apiKey)
    throw new Error(`The merchant "${slug}" has no maker, checker or API key yet.`);

  const accountsOf = (kind: string) => groupAccounts(versions.filter((version) => version.kind === kind));
  return {
    merchantId: merchant.id,
    policy: { ...merchant.policy, version: merchant.version },
    rates: await ask(Rate, RATES),
    timeZone: merchant.timeZone,
    makers,
    checkers,
    apiKey,
    connections: connections.flatMap(asSeedConnection),
    accounts: { iban: accountsOf("iban"), sortCode: accountsOf("sortCode") },
    sources: new SeedSources(merchant.id, label),
    calendar: new Calendar(merchant.timeZone),
    nowMs,
  };
}

const MERCHANT = `SELECT m."id", m."timeZone", v."version", v."body" AS "policy" FROM "merchant" m
  JOIN "policy_version" v ON v."merchantId" = m."id" AND v."state" = 'active' WHERE m."slug" = $1`;
const RATES = `SELECT "currency", "inCurrency", trim_scale("rate")::text AS "rate", "day"::text AS "day" FROM "exchange_rate" WHERE "merchantId" = $1`;
const Rate = z.object({ currency: z.enum(CURRENCIES), inCurrency: z.enum(CURRENCIES), rate: z.string(), day: z.string() });

const Named = { id: z.string(), name: z.string() };

const PEOPLE = `SELECT p."id", p."name", m."role" FROM "person" p JOIN "membership" m ON m."personId" = p."id" WHERE m."merchantId" = $1 ORDER BY p."email"`;
const API_KEY = `SELECT "id", "name" FROM "api_key" WHERE "merchantId" = $1 ORDER BY "createdAt" LIMIT 1`;
const CONNECTIONS = `SELECT "id", "name", "provider" FROM "connection" WHERE "merchantId" = $1 ORDER BY "name"`;
const ACCOUNTS = `SELECT r."id" AS "receiverId", r."name" AS "receiverName", r."kind" AS "receiverKind", a."kind", a."id" AS "accountId",
    v."id", v."createdAt", v."holderName", v."masked", v."lastFour", v."addressSealed", v."addressKeyId"
  FROM "receiver" r JOIN "receiver_account" a ON a."receiverId" = r."id" JOIN "receiver_account_version" v ON v."accountId" = a."id"
  WHERE r."merchantId" = $1 AND r."state" = 'active' AND a."closedAt" IS NULL
  ORDER BY r."id", a."id", v."version"`;

const AccountVersion = z.object({
  receiverId: z.string(),
  receiverName: z.string(),
  receiverKind: z.enum(["person", "company"]),
  kind: z.string(),
  accountId: z.string(),
  id: z.string(),
  createdAt: z.date(),
  holderName: z.string(),
  masked: z.string(),
  lastFour: z.string(),
  addressSealed: z.instanceof(Uint8Array),
  addressKeyId: z.string(),
});
type AccountVersion = z.infer<typeof AccountVersion>;

function groupAccounts(versions: readonly AccountVersion[]): readonly SeedAccount[] {
  const accounts = new Map<string, AccountVersion[]>();
  for (const version of versions) accounts.set(version.accountId, [...(accounts.get(version.accountId) ?? []), version]);
  return [...accounts.values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const { receiverId, receiverName, receiverKind } = first;
    const told = group.map((version) => {
      const { id, createdAt, holderName, masked, lastFour } = version;
      return { id, fromMs: createdAt.getTime(), holderName, masked, lastFour, fingerprint: fingerprintOf(version) };
    });
    return [{ receiverId, receiverName, receiverKind, versions: told }];
  });
}

/** Connections by which the demo pays; one that a person added under another name has a past of its own and gets none here. */
function asSeedConnection({ id, name, provider }: { id: string; name: string; provider: string }): readonly SeedConnection[] {
  const demo = demoProviderOf(provider);
  const known = demo?.connections.find((one) => one.name === name);
  return demo && known ? [{ id, name, currency: known.currency, weight: known.weight, manifest: providerOf(provider).manifest, demo }] : [];
}

/** Accounts that are old enough to have been paid all along. */
export function withOldAccounts(world: World, sinceMs = world.nowMs - 181 * DAY_MS): World {
  const old = (accounts: readonly SeedAccount[]) => accounts.filter(({ versions }) => (versions[0]?.fromMs ?? world.nowMs) <= sinceMs);
  return { ...world, accounts: { iban: old(world.accounts.iban), sortCode: old(world.accounts.sortCode) } };
}
