import { csvLine } from "@/lib/base/csv";
import { failed, ok, type Result } from "@/lib/base/result";
import { writeAudit } from "@/lib/db/audit";
import { unsealBatchRow } from "@/lib/db/batch-row-seal";
import { db } from "@/lib/db/client";
import { inTransaction } from "@/lib/db/transaction";
import { type Actor, may } from "@/lib/domain/access/actor";
import { type Denial, denial } from "@/lib/domain/access/denial";
import { textOf } from "@/lib/domain/batch/cell";
import { isBatchField } from "@/lib/domain/batch/fields";
import { RESULT_COLUMNS, resultCells } from "@/lib/domain/batch/result";
import { RowDoubt, RowFault } from "@/lib/domain/batch/row";
import type { BatchRef } from "@/lib/domain/batch/schema";

export type ExportedBatch = {
  readonly name: string;
  /** Piece by piece, so that a long file is never held as a whole. */
  readonly lines: () => AsyncGenerator<string>;
};

const SLICE_ROWS = 1_000;

/**
 * The file again, each row in its order and with its columns as they came, and what became of it. Account numbers are whole only for who may
 * see them; taking them is written down.
 */
export async function exportBatch(actor: Actor, { batchId }: BatchRef): Promise<Result<ExportedBatch, Denial>> {
  if (!may(actor, "batch.view")) return failed(denial("forbidden"));
  const { merchantId } = actor;
  const isWhole = may(actor, "receiver.reveal");
  const batch = await db().batch.findFirst({ where: { id: batchId, merchantId }, select: { name: true, header: true, mapping: true } });
  if (!batch) return failed(denial("notFound"));
  await inTransaction((tx) =>
    writeAudit(tx, { actor, event: "batch.exported", subject: { kind: "batch", id: batchId }, details: { name: batch.name, isWhole } }),
  );
  const hidden = batch.mapping.map((field) => !isWhole && isBatchField(field) && ACCOUNTS.has(field));
  async function* lines() {
    yield csvLine([...(batch?.header ?? []), ...RESULT_COLUMNS]);
    for (let after = 0; ; ) {
      const rows = await db().batchRow.findMany({
        where: { batchId, line: { gt: after } },
        include: {
          payout: { select: { id: true, number: true, state: true, failureReason: true, holdReason: true, providerPayoutId: true } },
        },
        orderBy: { line: "asc" },
        take: SLICE_ROWS,
      });
      const last = rows.at(-1);
      if (!last) return;
      yield rows
        .map((row) => {
          const { cells } = unsealBatchRow(row);
          const own = (batch?.header ?? []).map((_, at) => masked(textOf(cells[at]), hidden[at] ?? false));
          const faults = RowFault.array().parse([row.faults, row.foundFaults].flat());
          const doubts = RowDoubt.array().parse([row.doubts, row.foundDoubts].flat());
          return csvLine([...own, ...resultCells({ ...row, faults, doubts })]);
        })
        .join("");
      after = last.line;
    }
  }
  return ok({ name: batch.name.replace(/\.[a-z]{2,5}$/i, ""), lines });
}

const ACCOUNTS: ReadonlySet<string> = new Set([
  ...["account", "iban", "sort_code", "account_number", "bsb", "routing_number", "institution", "transit", "bank_code", "bban"],
  "wallet_address",
]);

function masked(text: string, isHidden: boolean): string {
  return isHidden && text !== "" ? `••••${text.replace(/\s/g, "").slice(-4)}` : text;
}
