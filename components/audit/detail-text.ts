import type { AuditDetails } from "@/lib/domain/audit/changes";

/** A detail as it was written; a list of words reads as one. */
export function detailText(value: AuditDetails[string]): string {
  if (typeof value === "string") return value;
  if (Array.isArray(value) && value.every((one) => typeof one === "string")) return value.join(", ");
  return JSON.stringify(value);
}
