import { createHash } from "node:crypto";
import { type ShownFacts, shownText } from "@/lib/domain/approval/shown";

/** SHA-256 in hex over what a checker was shown: kept with the decision, and compared before anything is sent. */
export function hashShown(facts: ShownFacts): string {
  return createHash("sha256").update(shownText(facts)).digest("hex");
}
