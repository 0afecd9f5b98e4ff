import { db } from "@/lib/db/client";
import type { AuditLine } from "@/lib/domain/audit/chain";
import { recordOf } from "./record-of";

const PAGE = 5_000;

/** A merchant's sealed trail from its first entry on, as it stands in the database now, page by page. */
export async function* auditLines(merchantId: string): AsyncGenerator<AuditLine> {
  for (let after = 0n; ; ) {
    const links = await db().auditLink.findMany({
      where: { merchantId, sequence: { gt: after } },
      include: { entry: true },
      orderBy: { sequence: "asc" },
      take: PAGE,
    });
    for (const { sequence, hash, entry } of links) {
      yield { sequence: Number(sequence), hash: Buffer.from(hash).toString("hex"), entry: recordOf(entry) };
    }
    const last = links.at(-1);
    if (!last || links.length < PAGE) return;
    after = last.sequence;
  }
}
