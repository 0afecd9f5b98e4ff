import { RowContent } from "@/lib/domain/batch/row-content";
import type { BatchRow } from "./generated/client";
import { type Sealed, seal, unseal } from "./seal";

type Place = { readonly batchId: string; readonly line: number };

export function sealBatchRow(place: Place, content: RowContent): Sealed {
  return seal(JSON.stringify(content), bindingOf(place));
}

export function unsealBatchRow(row: Pick<BatchRow, "batchId" | "line" | "contentSealed" | "contentKeyId">): RowContent {
  const text = unseal({ sealed: row.contentSealed, keyId: row.contentKeyId, binding: bindingOf(row) });
  return RowContent.parse(JSON.parse(text));
}

function bindingOf({ batchId, line }: Place): string {
  return `${batchId}:${line}`;
}
