import * as z from "zod";
import { db } from "@/lib/db/client";

const Likely = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string().nullable(),
  reference: z.string().nullable(),
  sameName: z.boolean(),
  sameEmail: z.boolean(),
  sameAccount: z.boolean(),
});
export type LikelyDuplicate = z.infer<typeof Likely>;

const MOST = 8;

/** Other open receivers with the same account number, e-mail or name: the likeliest first. */
export async function listLikelyDuplicates(merchantId: string, receiverId: string): Promise<readonly LikelyDuplicate[]> {
  const rows = await db().$queryRaw`
    WITH me AS (SELECT * FROM "receiver" WHERE "merchantId" = ${merchantId} AND "id" = ${receiverId}),
    shared AS (
      SELECT DISTINCT a."receiverId" AS "id" FROM "receiver_account" mine JOIN "receiver_account_version" v ON v."accountId" = mine."id"
      JOIN "receiver_account_version" w ON w."merchantId" = v."merchantId" AND w."blindIndex" = v."blindIndex"
      JOIN "receiver_account" a ON a."id" = w."accountId"
      WHERE mine."merchantId" = ${merchantId} AND mine."receiverId" = ${receiverId} AND v."lastFour" <> ''),
    found AS (
      SELECT "id" FROM shared
      UNION SELECT r."id" FROM me JOIN "receiver" r ON r."merchantId" = me."merchantId" AND r."email" = me."email"
      UNION SELECT r."id" FROM me JOIN "receiver" r ON r."merchantId" = me."merchantId" AND r."nameFolded" = me."nameFolded")
    SELECT r."id", r."name", r."email", r."reference", r."nameFolded" = me."nameFolded" AS "sameName",
      COALESCE(r."email" = me."email", false) AS "sameEmail", r."id" IN (SELECT "id" FROM shared) AS "sameAccount"
    FROM found JOIN "receiver" r ON r."id" = found."id" CROSS JOIN me
    WHERE r."id" <> me."id" AND r."state" = 'active' AND r."merchantId" = me."merchantId"
    ORDER BY (r."id" IN (SELECT "id" FROM shared)) DESC, COALESCE(r."email" = me."email", false) DESC, r."createdAt" DESC LIMIT ${MOST}`;
  return z.array(Likely).parse(rows);
}
