import { createHash } from "node:crypto";
import { setImmediate } from "node:timers/promises";
import { unguarded } from "@/lib/base/csv";
import { failed, ok, type Result } from "@/lib/base/result";
import { accountIndex } from "@/lib/db/account-index";
import { db, type Tx } from "@/lib/db/client";
import { type Denial, denial } from "@/lib/domain/access/denial";
import { plausibilityWarnings } from "@/lib/domain/account/plausibility";
import { columnOf, IMPORT_COLUMNS } from "@/lib/domain/receiver/csv-columns";
import {
  type ImportedReceiver,
  type ImportPreview,
  MOST_IMPORT_ROWS,
  MOST_SHOWN_ROWS,
  type ReadRow,
  readImportRow,
} from "@/lib/domain/receiver/import";
import { splitText } from "@/lib/operations/tables/split-text";

type GoodRow = { readonly line: number; readonly receiver: ImportedReceiver; readonly doubts: readonly string[] };
type BadRow = Extract<ReadRow, { kind: "bad" }>;

/** A file of receivers, judged row by row. */
export type ReadImport = {
  readonly fileHash: string;
  readonly rows: number;
  readonly good: readonly GoodRow[];
  readonly bad: readonly BadRow[];
  /** References that are on file already. */
  readonly known: ReadonlySet<string>;
};

/** Reads and judges without writing anything. Long files let others have their turn in between. */
export async function readImport(merchantId: string, bytes: Uint8Array): Promise<Result<ReadImport, Denial>> {
  const records = parseFile(bytes);
  if (!records.ok) return records;
  const read = await readRows(records.value);
  const known = await knownReferences(
    db(),
    merchantId,
    read.map((row) => (row.kind === "good" ? row.receiver.reference : "")),
  );
  const seen = new Map<string, number>();
  const good: GoodRow[] = [];
  const bad: BadRow[] = [];
  for (const row of read) {
    if (row.kind === "bad") {
      bad.push(row);
      continue;
    }
    const { line, receiver } = row;
    const before = seen.get(receiver.reference);
    if (before !== undefined) {
      bad.push({ kind: "bad", line, name: receiver.name, sentences: [`reference: Line ${before} has the same reference.`] });
      continue;
    }
    seen.set(receiver.reference, line);
    good.push({ line, receiver, doubts: receiver.account ? plausibilityWarnings(receiver.account.address) : [] });
  }
  const fileHash = createHash("sha256").update(bytes).digest("hex");
  return ok({ fileHash, rows: records.value.length, good: await withShared(merchantId, good), bad, known });
}

export function previewOf({ fileHash, rows, good, bad, known }: ReadImport): ImportPreview {
  const fresh = good.filter(({ receiver }) => !known.has(receiver.reference));
  const doubtful = fresh.filter(({ doubts }) => doubts.length > 0);
  return {
    fileHash,
    rows,
    good: fresh.length - doubtful.length,
    known: good.length - fresh.length,
    withAccount: fresh.filter(({ receiver }) => receiver.account).length,
    doubtful: doubtful.length,
    doubtfulRows: doubtful
      .slice(0, MOST_SHOWN_ROWS)
      .map(({ line, receiver, doubts }) => ({ line, name: receiver.name, sentences: [...doubts] })),
    bad: bad.length,
    badRows: bad.slice(0, MOST_SHOWN_ROWS).map(({ line, name, sentences }) => ({ line, name, sentences: [...sentences] })),
  };
}

/** Which of these are on file already; asked again under the import's lock. */
export async function knownReferences(tx: Tx, merchantId: string, references: readonly string[]): Promise<Set<string>> {
  const asked = [...new Set(references.filter(Boolean))];
  const known = new Set<string>();
  for (let from = 0; from < asked.length; from += SLICE) {
    const rows = await tx.receiver.findMany({
      where: { merchantId, reference: { in: asked.slice(from, from + SLICE) } },
      select: { reference: true },
    });
    for (const { reference } of rows) if (reference) known.add(reference);
  }
  return known;
}

const SLICE = 2_000;

type FileRecord = { readonly line: number; readonly cells: Readonly<Record<string, string>>; readonly isTooLong: boolean };

function parseFile(bytes: Uint8Array): Result<readonly FileRecord[], Denial> {
  const text = decode(bytes);
  if (text === null) return failed(denial("invalidInput", "The file is not in UTF-8. Save it as CSV UTF-8, and choose it again."));
  const split = splitText(text, { longestRecord: LONGEST_RECORD });
  if (!split.ok) return failed(denial("invalidInput", split.error));
  const [header, ...records] = split.value.rows;
  if (!header) return failed(denial("invalidInput", "The file is empty."));
  const columns = header.cells.map(columnOf);
  const unknown = columns.filter((column) => !IMPORT_COLUMNS.includes(column));
  if (unknown.length > 0) {
    return failed(
      denial("invalidInput", `These columns are not known: ${unknown.slice(0, 5).join(", ")}. Known are ${IMPORT_COLUMNS.join(", ")}.`),
    );
  }
  const missing = ["reference", "name"].filter((column) => !columns.includes(column));
  if (missing.length > 0) return failed(denial("invalidInput", `The first line has to name the columns; missing: ${missing.join(", ")}.`));
  if (new Set(columns).size < columns.length) return failed(denial("invalidInput", "A column is named twice in the first line."));
  if (records.length === 0) return failed(denial("invalidInput", "There is nobody in the file, only the names of the columns."));
  if (records.length > MOST_IMPORT_ROWS) {
    return failed(denial("invalidInput", `The file has ${records.length} rows; at most ${MOST_IMPORT_ROWS} go in at once. Split it.`));
  }
  return ok(
    records.map((record) => {
      const cells = Object.fromEntries(columns.map((column, at) => [column, unguarded(record.cells[at] ?? "").trim()]));
      return { line: record.line, cells, isTooLong: record.cells.length > columns.length };
    }),
  );
}

const LONGEST_RECORD = 20_000;

function decode(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** After so many rows others have their turn: the same process answers everybody else's pages. */
const BREATH_ROWS = 250;

async function readRows(records: readonly FileRecord[]): Promise<readonly ReadRow[]> {
  const rows: ReadRow[] = [];
  for (const [at, { line, cells, isTooLong }] of records.entries()) {
    const row = readImportRow(cells, line);
    const tooLong = "The row has more cells than the first line has columns.";
    if (!isTooLong) rows.push(row);
    else rows.push({ kind: "bad", line, name: cells.name ?? "", sentences: [tooLong, ...(row.kind === "bad" ? row.sentences : [])] });
    if (at % BREATH_ROWS === BREATH_ROWS - 1) await setImmediate();
  }
  return rows;
}

/** The same account twice, in the file or with somebody on file, is unlikely enough to be asked about. */
async function withShared(merchantId: string, rows: readonly GoodRow[]): Promise<readonly GoodRow[]> {
  const indexes = rows.map(({ receiver }) => receiver.account && accountIndex(receiver.account.address));
  const keys = indexes.map((index) => (index ? Buffer.from(index).toString("hex") : null));
  const onFile = new Set<string>();
  const asked = indexes.filter((index) => index !== undefined && index !== null);
  for (let from = 0; from < asked.length; from += SLICE) {
    const found = await db().receiverAccountVersion.findMany({
      where: { merchantId, blindIndex: { in: asked.slice(from, from + SLICE) }, account: { closedAt: null } },
      select: { blindIndex: true },
    });
    for (const { blindIndex } of found) if (blindIndex) onFile.add(Buffer.from(blindIndex).toString("hex"));
  }
  const first = new Map<string, number>();
  return rows.map((row, at) => {
    const key = keys[at];
    if (!key) return row;
    const before = first.get(key);
    first.set(key, before ?? row.line);
    const doubts = [
      ...row.doubts,
      ...(onFile.has(key) ? ["This account is on file with another receiver."] : []),
      ...(before === undefined ? [] : [`Line ${before} has the same account.`]),
    ];
    return doubts.length === row.doubts.length ? row : { ...row, doubts };
  });
}
