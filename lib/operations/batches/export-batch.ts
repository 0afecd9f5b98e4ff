import { failed, ok, type Result } from "@/lib/base/result";
import { writeAudit } from "@/lib/db/audit";
import { unsealBatchRow } from "@/lib/db/batch-row-seal";
import { db } from "@/lib/db/client";
import { inTransaction } from "@/lib/db/transaction";
import { type Actor, may } from "@/lib/domain/access/actor";
import { type Denial, denial } from "@/lib/domain/access/denial";
import { type Cell, textOf } from "@/lib/domain/batch/cell";
import { Conventions } from "@/lib/domain/batch/conventions";
import { isBatchField } from "@/lib/domain/batch/fields";
import { resultCells } from "@/lib/domain/batch/result";
import { RowDoubt, RowFault } from "@/lib/domain/batch/row";
import type { BatchRef, ResultFormat } from "@/lib/domain/batch/schema";
import { type ResultRow, type ResultWriter, resultWriter } from "./result-writer";

export type ExportBatch = BatchRef & { readonly format?: ResultFormat };
export type ExportedBatch = {
  readonly fileName: string;
  readonly format: ResultFormat;
  /** Piece by piece, so that a long file is never held as a whole. */
  readonly pieces: () => AsyncGenerator<Uint8Array>;
};

const SLICE_ROWS = 1_000;

/** The file again, each row in its order and with its columns as they came, and what became of it; account numbers masked. */
export async function exportBatch(actor: Actor, { batchId, format = "csv" }: ExportBatch): Promise<Result<ExportedBatch, Denial>> {
  if (!may(actor, "batch.view")) return failed(denial("forbidden"));
  return take(actor, { batchId, format, reason: null });
}

/** The same with whole numbers, for who may see them and has said why: as with a look at one of them, that comes before the first byte. */
export async function exportFullBatch(
  actor: Actor,
  { batchId, format = "csv", reason }: ExportBatch & { readonly reason: string },
): Promise<Result<ExportedBatch, Denial>> {
  if (!may(actor, "batch.view") || !may(actor, "receiver.reveal")) return failed(denial("forbidden"));
  return take(actor, { batchId, format, reason });
}

type Take = { readonly batchId: string; readonly format: ResultFormat; readonly reason: string | null };

async function take(actor: Actor, { batchId, format, reason }: Take): Promise<Result<ExportedBatch, Denial>> {
  const { merchantId } = actor;
  const batch = await db().batch.findFirst({
    where: { id: batchId, merchantId },
    select: { name: true, header: true, mapping: true, conventions: true },
  });
  if (!batch) return failed(denial("notFound"));
  const details = { name: batch.name, format, isWhole: reason !== null, ...(reason === null ? {} : { reason }) };
  await inTransaction((tx) => writeAudit(tx, { actor, event: "batch.exported", subject: { kind: "batch", id: batchId }, details }));
  const hidden = batch.mapping.map((field) => reason === null && isBatchField(field) && ACCOUNTS.has(field));
  const writer = resultWriter(format, { ...batch, conventions: Conventions.parse(batch.conventions) });
  const fileName = `${batch.name.replace(/\.[a-z]{2,5}$/i, "")} result.${format}`;
  return ok({ fileName, format, pieces: () => pieces(batchId, { writer, hidden }) });
}

type Written = { readonly writer: ResultWriter; readonly hidden: readonly boolean[] };

async function* pieces(batchId: string, { writer, hidden }: Written): AsyncGenerator<Uint8Array> {
  yield* writer.begin();
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
    if (!last) break;
    yield* writer.rows(
      rows.map((row): ResultRow => {
        const { cells } = unsealBatchRow(row);
        const faults = RowFault.array().parse([row.faults, row.foundFaults].flat());
        const doubts = RowDoubt.array().parse([row.doubts, row.foundDoubts].flat());
        return {
          own: hidden.map((isHidden, at) => masked(cells[at], isHidden)),
          currency: row.currency,
          said: resultCells({ ...row, faults, doubts }),
        };
      }),
    );
    after = last.line;
  }
  yield* writer.end();
}

const ACCOUNTS: ReadonlySet<string> = new Set([
  ...["account", "iban", "sort_code", "account_number", "bsb", "routing_number", "institution", "transit", "bank_code", "bban"],
  "wallet_address",
]);

function masked(cell: Cell | undefined, isHidden: boolean): Cell {
  const text = textOf(cell);
  return isHidden && text !== "" ? `••••${text.replace(/\s/g, "").slice(-4)}` : (cell ?? "");
}
