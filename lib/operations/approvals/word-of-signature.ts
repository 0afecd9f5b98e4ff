import type { UnitSignature } from "@/lib/db/generated/client";
import { REJECTION_REASONS } from "@/lib/domain/approval/policy";
import { isRejectionReason } from "@/lib/domain/approval/schema";
import type { Word } from "./apply-decisions";

/** What a signature says on each of its payouts. */
export function wordOfSignature({ verdict, reason, note, at }: UnitSignature): Word {
  if (verdict === "approve") return { verdict, reason: null, note, at, ...(note ? { sentence: note } : {}) };
  if (reason === null || !isRejectionReason(reason)) throw new Error("A unit was rejected without a reason.");
  const said = REJECTION_REASONS[reason];
  return { verdict: "reject", reason, note, at, sentence: note ? `${said}: ${note}` : `${said}.` };
}
