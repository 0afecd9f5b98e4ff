import * as z from "zod";
import { db } from "@/lib/db/client";

const Count = z.tuple([z.object({ count: z.int() })]);

/** Entries that have no place in the chain and wait for none: somebody took the note of them, or their link, away. */
export async function countUnsealed(merchantId: string): Promise<number> {
  const [{ count }] = Count.parse(
    await db().$queryRaw`
      SELECT count(*)::int AS "count" FROM "audit_entry" e
      WHERE e."merchantId" = ${merchantId} AND NOT EXISTS (SELECT FROM "audit_link" l WHERE l."entryId" = e."id")
        AND NOT EXISTS (SELECT FROM "audit_unsealed" u WHERE u."entryId" = e."id")`,
  );
  return count;
}
