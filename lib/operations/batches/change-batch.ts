import { failed, ok, type Result } from "@/lib/base/result";
import { MINUTE_MS } from "@/lib/base/time";
import { writeAudit } from "@/lib/db/audit";
import { db, type Tx } from "@/lib/db/client";
import type { Prisma } from "@/lib/db/generated/client";
import { inTransaction } from "@/lib/db/transaction";
import type { Actor } from "@/lib/domain/access/actor";
import { type Denial, denial } from "@/lib/domain/access/denial";
import type { AuditEvent } from "@/lib/domain/audit/events";
import { judgeBatch } from "./judge-batch";
import { type HeldBatch, lockBatch } from "./lock-batch";
import { type BatchContext, readBatchContext } from "./read-batch-context";

export type ChangedBatch = { readonly batchId: string; readonly revision: number; readonly rows: number };

type Change = {
  /** Who was let in by the operation that this is a part of. */
  readonly by: Actor;
  readonly batchId: string;
  readonly event: AuditEvent;
  /** Answers with how many rows it touched and what is written down of it. */
  readonly change: (tx: Tx, batch: HeldBatch, context: BatchContext) => Promise<{ rows: number; details?: Prisma.InputJsonObject }>;
};

/** Judging 50,000 rows takes seconds. */
const LONG_MS = 2 * MINUTE_MS;

/** What every change to a batch has in common: its lock, the judging of all rows afterwards, a new revision, and the trail. */
export async function changeBatch({ by, batchId, event, change }: Change): Promise<Result<ChangedBatch, Denial>> {
  const { merchantId } = by;
  const batch = await db().batch.findFirst({ where: { id: batchId, merchantId }, omit: { fileSealed: true } });
  if (!batch) return failed(denial("notFound"));
  const context = await readBatchContext(batch);
  return inTransaction(
    async (tx) => {
      const locked = await lockBatch(tx, { batchId, merchantId });
      if (!locked) return failed(denial("notFound"));
      if (locked.state !== "open")
        return failed(denial("changedMeanwhile", NOT_OPEN[locked.state] ?? "This file can no longer be changed."));
      const { rows, details } = await change(tx, locked, context);
      if (rows === 0) return failed(denial("changedMeanwhile", "These rows were submitted meanwhile. Nothing was changed."));
      await judgeBatch(tx, context);
      const { revision } = await tx.batch.update({
        where: { id: batchId },
        data: { revision: { increment: 1 } },
        select: { revision: true },
      });
      await writeAudit(tx, { actor: by, event, subject: { kind: "batch", id: batchId }, details: { ...details, rows, revision } });
      return ok({ batchId, revision, rows });
    },
    { timeoutMs: LONG_MS },
  );
}

const NOT_OPEN: Readonly<Record<string, string>> = {
  reading: "The file is still being read. Wait until its last row is in.",
  broken: "The file could not be read to its end. Mend it, and drop it again.",
};
