import * as z from "zod";
import { CURRENCIES, type Currency } from "@/lib/base/currency";
import { db } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import { keepPlan } from "@/lib/db/kept-plan";
import { findProvider } from "@/lib/providers/registry";

/** What this merchant's history can be narrowed to: its own connections and their providers, active or not. */
export type HistoryChoices = {
  readonly providers: readonly { readonly id: string; readonly label: string }[];
  readonly connections: readonly { readonly id: string; readonly name: string; readonly provider: string }[];
  /** What these providers pay out in, and by which rails. */
  readonly currencies: readonly Currency[];
  readonly rails: readonly string[];
  /** Who may have made or decided something: everyone who has ever worked here, and the merchant's own systems. */
  readonly people: readonly { readonly id: string; readonly name: string }[];
  readonly apiKeys: readonly { readonly id: string; readonly name: string }[];
  /** The newest files; one that is older is reached from its own page. */
  readonly batches: readonly { readonly id: string; readonly name: string }[];
};

const MOST_BATCHES = 100;

const Named = z.array(z.object({ id: z.string(), name: z.string() }));
const Row = z.object({
  connections: z.array(z.object({ id: z.string(), name: z.string(), provider: z.string() })),
  people: Named,
  apiKeys: Named,
  batches: Named,
});

export async function listHistoryChoices(merchantId: string): Promise<HistoryChoices> {
  const newest = Prisma.sql`SELECT b."id", b."name" FROM "batch" b WHERE b."merchantId" = ${merchantId}
    ORDER BY b."createdAt" DESC, b."id" DESC LIMIT ${MOST_BATCHES}`;
  const rows = await db().$queryRaw(
    keepPlan(Prisma.sql`
    SELECT
      (SELECT coalesce(json_agg(json_build_object('id', c."id", 'name', c."name", 'provider', c."provider") ORDER BY c."provider", c."name"), '[]')
        FROM "connection" c WHERE c."merchantId" = ${merchantId}) AS "connections",
      (SELECT coalesce(json_agg(json_build_object('id', p."id", 'name', p."name") ORDER BY p."name"), '[]')
        FROM "person" p WHERE p."id" IN (SELECT m."personId" FROM "membership" m WHERE m."merchantId" = ${merchantId})) AS "people",
      (SELECT coalesce(json_agg(json_build_object('id', k."id", 'name', k."name") ORDER BY k."name"), '[]')
        FROM "api_key" k WHERE k."merchantId" = ${merchantId}) AS "apiKeys",
      (SELECT coalesce(json_agg(b), '[]') FROM (${newest}) b) AS "batches"`),
  );
  const [{ connections, people, apiKeys, batches }] = z.tuple([Row]).parse(rows);
  const ids = [...new Set(connections.map(({ provider }) => provider))];
  const paidIn = ids.flatMap((id) => findProvider(id)?.manifest.currencies ?? []);
  return {
    providers: ids.map((id) => ({ id, label: providerLabel(id) })),
    connections,
    currencies: CURRENCIES.filter((currency) => paidIn.includes(currency)),
    rails: [...new Set(ids.flatMap((id) => findProvider(id)?.manifest.rails ?? []))],
    people,
    apiKeys,
    batches,
  };
}

/** History outlives providers: one that is no longer built in keeps its id as its name. */
export function providerLabel(id: string): string {
  return findProvider(id)?.manifest.label ?? id;
}
