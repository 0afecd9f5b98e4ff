import * as z from "zod";
import { db } from "@/lib/db/client";

export type ReceiverListChoices = { readonly countries: readonly string[]; readonly tags: readonly string[] };

const Values = z.array(z.object({ value: z.string() }));

/** The countries and tags that there are. Each value is one step in an index, however many receivers share it. */
export async function listReceiverChoices(merchantId: string): Promise<ReceiverListChoices> {
  const [countries, tags] = await Promise.all([
    db().$queryRaw`
      WITH RECURSIVE known AS (
        (SELECT "country" AS "value" FROM "receiver" WHERE "merchantId" = ${merchantId} AND "country" IS NOT NULL ORDER BY "country" LIMIT 1)
        UNION ALL
        SELECT (SELECT r."country" FROM "receiver" r WHERE r."merchantId" = ${merchantId} AND r."country" > known."value" ORDER BY r."country" LIMIT 1)
        FROM known WHERE known."value" IS NOT NULL)
      SELECT "value" FROM known WHERE "value" IS NOT NULL`,
    db().$queryRaw`
      WITH RECURSIVE known AS (
        (SELECT "tag" AS "value" FROM "receiver_tag" WHERE "merchantId" = ${merchantId} ORDER BY "tag" LIMIT 1)
        UNION ALL
        SELECT (SELECT t."tag" FROM "receiver_tag" t WHERE t."merchantId" = ${merchantId} AND t."tag" > known."value" ORDER BY t."tag" LIMIT 1)
        FROM known WHERE known."value" IS NOT NULL)
      SELECT "value" FROM known WHERE "value" IS NOT NULL`,
  ]);
  return { countries: valuesOf(countries), tags: valuesOf(tags) };
}

function valuesOf(rows: unknown): readonly string[] {
  return Values.parse(rows).map(({ value }) => value);
}
