import { currentTime } from "@/lib/base/clock";
import { db, type Tx } from "@/lib/db/client";
import { inTransaction } from "@/lib/db/transaction";
import { GENESIS, linkText } from "@/lib/domain/audit/chain";
import { recordOf } from "./record-of";
import { sha256 } from "./sha256";

const MOST_AT_ONCE = 500;

/**
 * Gives every committed entry its place in its merchant's chain. One at a time for each merchant: whoever comes second waits, and finds
 * what is left. A crash leaves entries unsealed, and the next call takes them. The number of entries that were sealed.
 */
export async function sealAudit(): Promise<number> {
  const waiting = await db().auditUnsealed.findMany({ distinct: ["merchantId"], select: { merchantId: true } });
  let sealed = 0;
  for (const { merchantId } of waiting) {
    for (let count = MOST_AT_ONCE; count === MOST_AT_ONCE; sealed += count) count = await inTransaction((tx) => sealSome(tx, merchantId));
  }
  return sealed;
}

async function sealSome(tx: Tx, merchantId: string): Promise<number> {
  await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`audit:${merchantId}`}, 0))::text`;
  const waiting = await tx.auditUnsealed.findMany({ where: { merchantId }, orderBy: { entryId: "asc" }, take: MOST_AT_ONCE });
  const ids = waiting.map(({ entryId }) => entryId);
  const entries = await tx.auditEntry.findMany({ where: { id: { in: ids }, link: null }, orderBy: [{ at: "asc" }, { id: "asc" }] });
  const last = await tx.auditLink.findFirst({ where: { merchantId }, orderBy: { sequence: "desc" } });
  let sequence = Number(last?.sequence ?? 0);
  let previous = last ? Buffer.from(last.hash).toString("hex") : GENESIS;
  const sealedAt = currentTime();
  const links = entries.map((entry) => {
    sequence += 1;
    previous = sha256(linkText(recordOf(entry), { sequence, previous }));
    return { merchantId, sequence: BigInt(sequence), entryId: entry.id, hash: new Uint8Array(Buffer.from(previous, "hex")), sealedAt };
  });
  await tx.auditLink.createMany({ data: links });
  await tx.auditUnsealed.deleteMany({ where: { entryId: { in: ids } } });
  return ids.length;
}
