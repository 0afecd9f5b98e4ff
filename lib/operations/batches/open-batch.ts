import { createHash } from "node:crypto";
import { currentTime } from "@/lib/base/clock";
import { crashPoint } from "@/lib/base/crash-point";
import { newId } from "@/lib/base/id";
import { failed, ok, type Result } from "@/lib/base/result";
import { writeAudit } from "@/lib/db/audit";
import { db } from "@/lib/db/client";
import type { Prisma } from "@/lib/db/generated/client";
import { seal } from "@/lib/db/seal";
import { inTransaction } from "@/lib/db/transaction";
import { type Actor, actorId, may } from "@/lib/domain/access/actor";
import { type Denial, denial } from "@/lib/domain/access/denial";
import { headingKey, recogniseColumns, takeHeader } from "@/lib/domain/batch/columns";
import { findConventions, sayConventions } from "@/lib/domain/batch/conventions";
import { isBatchField } from "@/lib/domain/batch/fields";
import { fileNameOf } from "@/lib/domain/batch/file-name";
import { currencyInHeading } from "@/lib/domain/batch/read-money";
import { tellOfBatch } from "@/lib/operations/endpoints/tell-of-batch";
import { readTable } from "@/lib/operations/tables/read-table";
import { enqueue } from "@/lib/queue/enqueue";
import { checkRows } from "./check-rows";
import { judgeBatch } from "./judge-batch";
import { packRows } from "./pack-rows";
import { readBatchContext } from "./read-batch-context";
import { storeRows } from "./store-rows";

export type OpenBatch = { readonly bytes: Uint8Array; readonly name: string };
export type OpenedBatch = {
  readonly batchId: string;
  /** The same bytes were dropped before, and are still open. */
  readonly sameFile: string | null;
};

/** A file of so many rows is read at once, and by the first so many of a longer one it is known what its columns mean. */
const SAMPLE_ROWS = 500;
/** Checked while somebody waits; the rest of a longer file is a job's. */
const FIRST_ROWS = 100;

/** Takes a file in: from now on it is kept, whatever happens to the browser. Nothing is kept of a file that cannot be read. */
export async function openBatch(actor: Actor, { bytes, name }: OpenBatch): Promise<Result<OpenedBatch, Denial>> {
  if (!may(actor, "batch.create")) return failed(denial("forbidden"));
  const createdById = actorId(actor);
  if (createdById === null) return failed(denial("forbidden"));
  const table = readTable(bytes, SAMPLE_ROWS + 1);
  if (!table.ok) return failed(denial("invalidInput", table.error));
  const { merchantId } = actor;
  const { format, said, rows, isWhole } = table.value;
  const headed = takeHeader(rows);
  if (headed.rows.length === 0) return failed(denial("invalidInput", "There is nobody in the file, only the names of the columns."));
  const mapping = recogniseColumns({ ...headed, remembered: await readHeadings(merchantId, headed.header) });
  const conventions = findConventions(headed.rows, mapping);
  const fileHash = createHash("sha256").update(bytes).digest("hex");
  const id = newId("batch");
  const first = isWhole ? headed.rows : headed.rows.slice(0, FIRST_ROWS);
  const file = isWhole ? null : seal(Buffer.from(bytes).toString("base64"), id);
  const facts = {
    ...{ id, merchantId, fileHash, format, conventions, createdById, createdByName: actor.name, createdAt: currentTime() },
    name: fileNameOf(name),
    said: [...said, ...sayConventions(conventions)],
    header: [...headed.header],
    mapping: mapping.map((field) => field ?? ""),
    headingCurrency: currencyOfHeadings(headed.header, mapping),
    state: isWhole ? "open" : "reading",
    fileSealed: file?.sealed ?? null,
    fileKeyId: file?.keyId ?? null,
    rowsRead: first.length,
    waitsSince: isWhole ? null : currentTime(),
  } satisfies Prisma.BatchUncheckedCreateInput;
  const context = await readBatchContext(facts);
  const sameFile = await db().batch.findFirst({
    where: { merchantId, fileHash, state: { in: ["open", "reading"] } },
    select: { id: true },
  });
  const toCheck = first.map((row) => ({ ...row, edits: {} }));
  const packed = await packRows(context, await checkRows(db(), context, toCheck));
  await inTransaction(async (tx) => {
    await tx.batch.create({ data: facts, select: { id: true } });
    await storeRows(tx, context, packed);
    crashPoint("batch.stored");
    await judgeBatch(tx, context);
    await writeAudit(tx, { actor, event: "batch.opened", subject: { kind: "batch", id }, details: { name: facts.name, fileHash } });
    if (isWhole) await tellOfBatch(tx, { merchantId, batchId: id, type: "batch.read" });
    else await enqueue(tx, "readBatch", { batchId: id });
  });
  return ok({ batchId: id, sameFile: sameFile?.id ?? null });
}

async function readHeadings(merchantId: string, header: readonly string[]) {
  const rows = await db().batchHeading.findMany({ where: { merchantId, key: { in: header.map(headingKey) } } });
  return new Map(rows.map(({ key, field }) => [key, isBatchField(field) ? field : null] as const));
}

/** The amount's own heading counts more than another's. */
function currencyOfHeadings(header: readonly string[], mapping: readonly (string | null)[]): string | null {
  const amount = header[mapping.indexOf("amount")];
  return (amount === undefined ? null : currencyInHeading(amount)) ?? null;
}
