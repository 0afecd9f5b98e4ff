import type { AuditEntry } from "@/lib/db/generated/client";
import { AuditRecord } from "@/lib/domain/audit/chain";

/** A stored entry as it is exported and hashed. */
export function recordOf({ at, ...entry }: AuditEntry): AuditRecord {
  return AuditRecord.parse({ ...entry, at: at.toISOString() });
}
