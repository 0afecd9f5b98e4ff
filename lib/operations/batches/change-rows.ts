import { failed, type Result } from "@/lib/base/result";
import { unsealBatchRow } from "@/lib/db/batch-row-seal";
import type { Tx } from "@/lib/db/client";
import { type Actor, may } from "@/lib/domain/access/actor";
import { type Denial, denial } from "@/lib/domain/access/denial";
import { textOf } from "@/lib/domain/batch/cell";
import { cellsByField } from "@/lib/domain/batch/columns";
import type { BatchField } from "@/lib/domain/batch/fields";
import type { RowEdits } from "@/lib/domain/batch/read-row";
import { PENDING_STATES } from "@/lib/domain/batch/row";
import type { RowContent } from "@/lib/domain/batch/row-content";
import type { ChangeRows, FixAlike } from "@/lib/domain/batch/schema";
import { type ChangedBatch, changeBatch } from "./change-batch";
import { checkRows, type RowToCheck } from "./check-rows";
import { packRows } from "./pack-rows";
import type { BatchContext } from "./read-batch-context";
import { storeRows } from "./store-rows";

/** Types over cells. The file's own stay what they are: the result file gives them back. */
export async function changeRows(actor: Actor, { batchId, changes }: ChangeRows): Promise<Result<ChangedBatch, Denial>> {
  if (!may(actor, "batch.create")) return failed(denial("forbidden"));
  const edits = new Map<number, RowEdits>();
  for (const { line, field, text } of changes) edits.set(line, { ...edits.get(line), [field]: text.trim() });
  const fields = [...new Set(changes.map(({ field }) => field))];
  return changeBatch({
    ...{ by: actor, batchId, event: "batch.changed" },
    change: async (tx, _batch, context) => {
      const rows = await rewriteRows(tx, context, { lines: [...edits.keys()], edit: (line) => edits.get(line) ?? null });
      return { rows, details: { fields } };
    },
  });
}

/** The same correction for every row that has the same there and cannot go: fixed once. */
export async function fixAlike(actor: Actor, { batchId, line, field, text }: FixAlike): Promise<Result<ChangedBatch, Denial>> {
  if (!may(actor, "batch.create")) return failed(denial("forbidden"));
  return changeBatch({
    ...{ by: actor, batchId, event: "batch.changed" },
    change: async (tx, _batch, context) => {
      const like = await tx.batchRow.findFirst({ where: { batchId, line, state: { in: [...PENDING_STATES] } } });
      if (!like) return { rows: 0 };
      const before = textAt(unsealBatchRow(like), context, field);
      const edit = (_line: number, content: RowContent) => (textAt(content, context, field) === before ? { [field]: text.trim() } : null);
      const rows = await rewriteRows(tx, context, { lines: null, edit });
      return { rows, details: { fields: [field], alike: true } };
    },
  });
}

function textAt({ cells, edits }: RowContent, { reading }: BatchContext, field: BatchField): string {
  return edits[field] ?? textOf(cellsByField(cells, reading.mapping).get(field));
}

type Rewrite = {
  /** Null: every row that may still be changed. */
  readonly lines: readonly number[] | null;
  /** What is typed over the row, or null where it stays. */
  readonly edit: (line: number, content: RowContent) => RowEdits | null;
};

const SLICE_ROWS = 1_000;

/** Opens, changes, checks and seals rows in slices, so that a long file is never in memory as a whole. Answers how many there were. */
export async function rewriteRows(tx: Tx, context: BatchContext, { lines, edit }: Rewrite): Promise<number> {
  const { batchId } = context;
  let rewritten = 0;
  let after = 0;
  for (;;) {
    const rows = await tx.batchRow.findMany({
      where: {
        ...{ batchId, state: { in: [...PENDING_STATES, "dropped"] } },
        line: { gt: after, ...(lines === null ? {} : { in: [...lines] }) },
      },
      select: { batchId: true, line: true, contentSealed: true, contentKeyId: true },
      orderBy: { line: "asc" },
      take: SLICE_ROWS,
    });
    const last = rows.at(-1);
    if (!last) return rewritten;
    const changed: RowToCheck[] = rows.flatMap((row) => {
      const content = unsealBatchRow(row);
      const typed = edit(row.line, content);
      return typed === null ? [] : [{ line: row.line, cells: content.cells, edits: { ...content.edits, ...typed } }];
    });
    await storeRows(tx, context, await packRows(context, await checkRows(tx, context, changed)));
    rewritten += changed.length;
    after = last.line;
  }
}
