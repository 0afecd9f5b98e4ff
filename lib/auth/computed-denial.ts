import type { Denial } from "@/lib/domain/access/denial";
import { isPassing, problemOfDenial } from "@/lib/domain/rest/problem";
import type { ComputedAnswer } from "./answer-idempotently";

/** A refusal as the answer to an idempotency key: kept for good, unless it says nothing of a moment later. */
export function computedDenial(denied: Denial): ComputedAnswer {
  const problem = problemOfDenial(denied);
  return { status: problem.status, value: problem, keep: !isPassing(denied.code) };
}
