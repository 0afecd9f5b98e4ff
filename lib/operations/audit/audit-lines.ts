import { z } from "zod";
import { db } from "@/lib/db/client";
import type { AuditLine } from "@/lib/domain/audit/chain";
import { recordOf } from "./record-of";

const PAGE = 5_000;

const Row = z.object({
  ...{ sequence: z.bigint(), hash: z.instanceof(Uint8Array), id: z.string(), merchantId: z.string(), event: z.string() },
  ...{ actorKind: z.string(), actorId: z.string().nullable(), actorName: z.string(), subjectKind: z.string(), subjectId: z.string() },
  ...{ details: z.json(), ipAddress: z.string().nullable(), at: z.date() },
});

/** A merchant's sealed trail from its first entry on, as it stands in the database now, page by page. */
export async function* auditLines(merchantId: string): AsyncGenerator<AuditLine> {
  for (let after = 0n; ; ) {
    const rows = z.array(Row).parse(
      await db().$queryRaw`
        SELECT l."sequence", l."hash", e."id", e."merchantId", e."event", e."actorKind", e."actorId", e."actorName", e."subjectKind", e."subjectId",
          e."details", e."ipAddress", e."at"
        FROM "audit_link" l JOIN "audit_entry" e ON e."id" = l."entryId"
        WHERE l."merchantId" = ${merchantId} AND l."sequence" > ${after} ORDER BY l."sequence" LIMIT ${PAGE}`,
    );
    for (const { sequence, hash, ...entry } of rows) {
      yield { sequence: Number(sequence), hash: Buffer.from(hash).toString("hex"), entry: recordOf(entry) };
    }
    const last = rows.at(-1);
    if (!last || rows.length < PAGE) return;
    after = last.sequence;
  }
}
