import * as z from "zod";
import { currentTime } from "@/lib/base/clock";
import { addMs, HOUR_MS } from "@/lib/base/time";
import { db } from "@/lib/db/client";
import { BREAKER_STATES } from "@/lib/domain/connection/breaker";
import { providerOf } from "@/lib/providers/registry";

const Row = z.object({
  id: z.string(),
  name: z.string(),
  provider: z.string(),
  mode: z.string(),
  state: z.string(),
  breaker: z.enum(BREAKER_STATES),
  troubleSince: z.date().nullable(),
  openUntil: z.date().nullable(),
  lastFault: z.string().nullable(),
  lastFaultAt: z.date().nullable(),
  lastSuccessAt: z.date().nullable(),
  pausedUntil: z.date().nullable(),
  /** Exchanges of the last hour, and those of them that brought no answer or only trouble. */
  exchanges: z.int(),
  faulty: z.int(),
  /** Payouts that wait for this connection to answer again. */
  waiting: z.int(),
  freezeId: z.string().nullable(),
});
export type ConnectionHealthRow = z.infer<typeof Row> & { readonly providerLabel: string; readonly requestsPerSecond: number | null };

/** How each connection answers, from what was really exchanged with it. */
export async function listConnectionHealth(merchantId: string): Promise<readonly ConnectionHealthRow[]> {
  const now = currentTime();
  const rows = await db().$queryRaw`
    SELECT c."id", c."name", c."provider", c."mode", c."state", coalesce(h."breaker", 'closed') AS "breaker", h."troubleSince", h."openUntil",
      h."lastFault", h."lastFaultAt", h."lastSuccessAt", CASE WHEN h."paceAt" > ${addMs(now, 1000)} THEN h."paceAt" END AS "pausedUntil",
      recent."exchanges", recent."faulty", held."waiting", f."id" AS "freezeId"
    FROM "connection" c
    LEFT JOIN "connection_health" h ON h."connectionId" = c."id"
    LEFT JOIN "freeze" f ON f."merchantId" = c."merchantId" AND f."scope" = 'connection' AND f."targetId" = c."id" AND f."liftedAt" IS NULL
    CROSS JOIN LATERAL (
      SELECT count(*)::int AS "exchanges",
        count(*) FILTER (WHERE e."fault" IS NOT NULL OR e."status" IN (401, 403, 429) OR e."status" >= 500)::int AS "faulty"
      FROM "evidence" e WHERE e."connectionId" = c."id" AND e."startedAt" > ${addMs(now, -HOUR_MS)}) recent
    CROSS JOIN LATERAL (
      SELECT count(*)::int AS "waiting" FROM "payout" p
      WHERE p."merchantId" = c."merchantId" AND p."connectionId" = c."id" AND p."state" = 'held' AND p."holdKind" = 'outage') held
    WHERE c."merchantId" = ${merchantId} ORDER BY c."provider", c."name"`;
  return z
    .array(Row)
    .parse(rows)
    .map((row) => {
      const { label, requestsPerSecond } = providerOf(row.provider).manifest;
      return { ...row, providerLabel: label, requestsPerSecond: requestsPerSecond ?? null };
    });
}
