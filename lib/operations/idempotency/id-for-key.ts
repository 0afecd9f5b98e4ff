import { createHash } from "node:crypto";
import { type IdKind, idFrom } from "@/lib/base/id";

/**
 * The id of what an operation key makes: the same for every try, so that the table's own key keeps it from being made twice. The key
 * is a caller's word, hence the merchant in it.
 */
export function idForKey(kind: IdKind, merchantId: string, operationKey: string): string {
  return idFrom(kind, createHash("sha256").update(`${kind}\n${merchantId}\n${operationKey}`).digest());
}
