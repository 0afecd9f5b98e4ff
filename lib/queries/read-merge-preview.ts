import { db } from "@/lib/db/client";
import { type MergeFacts, readMergeFacts } from "@/lib/db/merge-facts";
import { whyNotMergeable } from "@/lib/domain/receiver/merge";

export type MergePreview = NonNullable<MergeFacts> & {
  /** What stands in the way, as a sentence. A card on its way is noticed by the merge itself. */
  readonly obstacle: string | null;
};

type Pair = { readonly merchantId: string; readonly survivorId: string; readonly duplicateId: string };

/** What would move if these two were merged. Null where one of them is not there. */
export async function readMergePreview(pair: Pair): Promise<MergePreview | null> {
  const facts = await readMergeFacts(db(), pair);
  return facts && { ...facts, obstacle: whyNotMergeable({ ...facts, isCardOnItsWay: false }) };
}
