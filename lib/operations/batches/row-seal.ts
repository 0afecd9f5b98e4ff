import type { BatchRow } from "@/lib/db/generated/client";
import { type Sealed, seal, unseal } from "@/lib/db/seal";
import { RowContent } from "@/lib/domain/batch/row-content";

type Place = { readonly batchId: string; readonly line: number };

export function sealRow(place: Place, content: RowContent): Sealed {
  return seal(JSON.stringify(content), bindingOf(place));
}

export function unsealRow(row: Pick<BatchRow, "batchId" | "line" | "contentSealed" | "contentKeyId">): RowContent {
  const text = unseal({ sealed: row.contentSealed, keyId: row.contentKeyId, binding: bindingOf(row) });
  return RowContent.parse(JSON.parse(text));
}

function bindingOf({ batchId, line }: Place): string {
  return `${batchId}:${line}`;
}
