import { mapInTurns } from "@/lib/base/map-in-turns";
import { sealBatchRow } from "@/lib/db/batch-row-seal";
import type { CheckedRow } from "./check-rows";
import type { BatchContext } from "./read-batch-context";

/** A row as its table keeps it, bytes in base64. */
export type PackedRow = Omit<CheckedRow, "content" | "amount" | "blindIndex" | "contentHash" | "faults" | "doubts"> & {
  readonly state: string;
  readonly contentSealed: string;
  readonly contentKeyId: string;
  readonly amountMinor: string | null;
  readonly blindIndex: string | null;
  readonly contentHash: string | null;
  readonly faults: string;
  readonly doubts: string;
};

/** Seals checked rows. A new row has the state that it has by itself, so that comparing it writes it once more only where something is found. */
export function packRows({ batchId }: BatchContext, rows: readonly CheckedRow[]): Promise<readonly PackedRow[]> {
  return mapInTurns(rows, ({ content, amount, blindIndex, contentHash, faults, doubts, ...row }) => {
    const { sealed, keyId } = sealBatchRow({ batchId, line: row.line }, content);
    return {
      ...row,
      state: faults.length > 0 ? "faulty" : doubts.length > 0 ? "doubtful" : "ready",
      contentSealed: base64(sealed),
      contentKeyId: keyId,
      amountMinor: amount?.minor.toString() ?? null,
      blindIndex: blindIndex && base64(blindIndex),
      contentHash: contentHash && base64(contentHash),
      faults: JSON.stringify(faults),
      doubts: JSON.stringify(doubts),
    };
  });
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("base64");
}
