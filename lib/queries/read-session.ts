import * as z from "zod";
import { currentTime } from "@/lib/base/clock";
import { addMs, HOUR_MS } from "@/lib/base/time";
import { db } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import { keepPlan } from "@/lib/db/kept-plan";
import { type HeldRole, heldRole } from "@/lib/domain/access/roles";
import { SESSION_IDLE_HOURS } from "@/lib/domain/access/sign-in";
import type { MerchantView } from "./read-merchant";

export type LiveSession = HeldRole & {
  readonly sessionId: string;
  readonly personId: string;
  readonly personName: string;
  readonly email: string;
  readonly merchantId: string;
  readonly merchant: MerchantView;
};

const Row = z.object({
  sessionId: z.string(),
  personId: z.string(),
  personName: z.string(),
  email: z.string(),
  merchantId: z.string(),
  merchantName: z.string(),
  timeZone: z.string(),
  locale: z.string(),
  key: z.string(),
  name: z.string(),
  isBuiltIn: z.boolean(),
  permissions: z.array(z.string()),
});

/**
 * Who a session belongs to right now, or null: ended, expired, left alone, the person disabled here or everywhere, or no longer at that merchant.
 * One statement, because every request asks it. The role and what it holds are those of this moment, never those signed in with.
 */
export async function readSession(sessionId: string, now?: Date): Promise<LiveSession | null> {
  const [session] = await readSessions([sessionId], now);
  return session ?? null;
}

/** The same for several at once: of those that are not to be trusted any more, none is in the answer. */
export async function readSessions(sessionIds: readonly string[], now: Date = currentTime()): Promise<readonly LiveSession[]> {
  const rows = await db().$queryRaw<unknown[]>(
    keepPlan(Prisma.sql`
    SELECT s."id" AS "sessionId", p."id" AS "personId", p."name" AS "personName", p."email", m."merchantId",
      w."name" AS "merchantName", w."timeZone", w."locale",
      r."key", r."name", r."isBuiltIn", r."permissions"
    FROM "session" s
    JOIN "person" p ON p."id" = s."personId" AND p."disabledAt" IS NULL
    JOIN "membership" m ON m."personId" = s."personId" AND m."merchantId" = s."merchantId" AND m."disabledAt" IS NULL
    JOIN "merchant" w ON w."id" = m."merchantId"
    JOIN "role" r ON r."merchantId" = m."merchantId" AND r."key" = m."role"
    WHERE s."id" = ANY(${[...sessionIds]}) AND s."endedAt" IS NULL AND s."expiresAt" > ${now}
      AND s."usedAt" > ${addMs(now, -SESSION_IDLE_HOURS * HOUR_MS)}`),
  );
  return rows.map((row) => {
    const { key, name, isBuiltIn, permissions, merchantName, timeZone, locale, ...session } = Row.parse(row);
    const merchant = { id: session.merchantId, name: merchantName, timeZone, locale };
    return { ...session, merchant, ...heldRole({ key, name, isBuiltIn, permissions }) };
  });
}
