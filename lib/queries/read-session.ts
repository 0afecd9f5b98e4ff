import { z } from "zod";
import { currentTime } from "@/lib/base/clock";
import { db } from "@/lib/db/client";
import { ROLES } from "@/lib/domain/access/permissions";

const LiveSession = z.object({
  sessionId: z.string(),
  personId: z.string(),
  personName: z.string(),
  email: z.string(),
  merchantId: z.string(),
  role: z.enum(ROLES),
});
export type LiveSession = z.infer<typeof LiveSession>;

/**
 * Who a session belongs to right now, or null: ended, expired, the person disabled, or no longer at that merchant. One statement,
 * because every request asks it. The role is the membership's of this moment, never the one signed in with.
 */
export async function readSession(sessionId: string, now: Date = currentTime()): Promise<LiveSession | null> {
  const rows = await db().$queryRaw<unknown[]>`
    SELECT s."id" AS "sessionId", p."id" AS "personId", p."name" AS "personName", p."email", m."merchantId", m."role"
    FROM "session" s
    JOIN "person" p ON p."id" = s."personId" AND p."disabledAt" IS NULL
    JOIN "membership" m ON m."personId" = s."personId" AND m."merchantId" = s."merchantId"
    WHERE s."id" = ${sessionId} AND s."endedAt" IS NULL AND s."expiresAt" > ${now}`;
  return rows.length === 0 ? null : LiveSession.parse(rows[0]);
}
