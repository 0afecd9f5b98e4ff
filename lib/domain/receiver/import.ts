import * as z from "zod";
import { CreateReceiver } from "@/lib/domain/receiver/schema";
import { type Cells, readAccountCells } from "./csv-columns";

export const MOST_IMPORT_ROWS = 10_000;
export const MOST_IMPORT_BYTES = 8 * 1024 * 1024;
/** More complaints than anyone reads at once; all are counted. */
export const MOST_SHOWN_ROWS = 200;

/** What becomes of the rows: every one or none, or those that are right. */
export const IMPORT_MODES = ["preview", "all", "good"] as const;

export const ImportWish = z.object({
  mode: z.enum(IMPORT_MODES),
  /** Rows that are unlikely, but not wrong, come along: whoever says so has seen the sentences. */
  withDoubtful: z.stringbool().default(false),
  /** Of the file that the preview was about. */
  fileHash: z.string().max(100).default(""),
});
export type ImportWish = z.infer<typeof ImportWish>;

const RowComplaint = z.object({
  /** In the file, as an editor counts. */
  line: z.int(),
  name: z.string(),
  sentences: z.array(z.string()),
});
export type RowComplaint = z.infer<typeof RowComplaint>;

export const ImportPreview = z.object({
  fileHash: z.string(),
  rows: z.int(),
  /** Right, and not on file. */
  good: z.int(),
  /** Their reference is on file already: left alone. */
  known: z.int(),
  withAccount: z.int(),
  doubtful: z.int(),
  doubtfulRows: z.array(RowComplaint),
  bad: z.int(),
  badRows: z.array(RowComplaint),
});
export type ImportPreview = z.infer<typeof ImportPreview>;

/** What the door writes line by line while rows go in: the last line is the end. */
export const ImportNews = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("progress"), done: z.int(), total: z.int() }),
  z.object({ kind: z.literal("done"), imported: z.int(), known: z.int(), left: z.int() }),
  z.object({ kind: z.literal("refused"), sentence: z.string() }),
]);
export type ImportNews = z.infer<typeof ImportNews>;

export type ImportedReceiver = CreateReceiver & { readonly reference: string };

export type ReadRow =
  | { readonly kind: "good"; readonly line: number; readonly receiver: ImportedReceiver }
  | { readonly kind: "bad"; readonly line: number; readonly name: string; readonly sentences: readonly string[] };

/** The same schema as the form and the REST door; each complaint names the column that it is about. */
export function readImportRow(cells: Cells, line: number): ReadRow {
  const name = cells.name ?? "";
  const account = readAccountCells(cells);
  const tags = (cells.tags ?? "")
    .split(/[,;]/)
    .map((tag) => tag.trim())
    .filter(Boolean);
  const answer = CreateReceiver.safeParse({
    kind: (cells.kind || "person").toLowerCase(),
    name,
    email: cells.email || undefined,
    country: cells.country?.toUpperCase() || undefined,
    language: cells.language?.toLowerCase() || undefined,
    reference: cells.reference || undefined,
    tags,
    account: account.kind === "typed" ? account.account : undefined,
  });
  const sentences = [
    ...(cells.reference ? [] : ["reference: Give a reference of your own: by it the row is not imported twice."]),
    ...(account.kind === "bad" ? [account.sentence] : []),
    ...(answer.success ? [] : answer.error.issues.map(({ path, message }) => `${columnAt(path)}${message}`)),
  ];
  const reference = answer.data?.reference;
  if (sentences.length > 0 || !answer.success || !reference) return { kind: "bad", line, name, sentences: [...new Set(sentences)] };
  return { kind: "good", line, receiver: { ...answer.data, reference } };
}

function columnAt(path: readonly PropertyKey[]): string {
  const last = path.findLast((part) => typeof part === "string");
  if (last === undefined || last === "account" || last === "address") return "";
  return `${last.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}: `;
}
