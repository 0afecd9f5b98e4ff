import { formatPayoutNumber } from "@/lib/base/id";
import { FAILURE_REASONS, isFailureReason } from "@/lib/domain/payout/failure";
import type { RowDoubt, RowFault } from "./row";

/** What stands behind the file's own columns in its result. */
export const RESULT_COLUMNS = ["line", "state", "reason", "payout", "payout id", "provider's id"] as const;

export type ResultRow = {
  readonly line: number;
  readonly state: string;
  readonly refusal: string | null;
  readonly faults: readonly RowFault[];
  readonly doubts: readonly RowDoubt[];
  readonly reason: string | null;
  readonly payout: {
    readonly id: string;
    readonly number: string;
    readonly state: string;
    readonly failureReason: string | null;
    readonly holdReason: string | null;
    readonly providerPayoutId: string | null;
  } | null;
};

/** In the order of the columns: where the row stands, and why, in words. */
export function resultCells({ line, state, refusal, faults, doubts, reason, payout }: ResultRow): readonly string[] {
  const where = payout ? payout.state.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`) : WORDS[state];
  return [
    String(line),
    where ?? state,
    payout
      ? whyOfPayout(payout)
      : [refusal ?? "", ...faults.map((one) => one.sentence), ...(reason === null ? doubts.map((one) => one.sentence) : [])]
          .filter(Boolean)
          .join(" "),
    payout ? formatPayoutNumber(payout.number) : "",
    payout?.id ?? "",
    payout?.providerPayoutId ?? "",
  ];
}

const WORDS: Readonly<Record<string, string>> = {
  faulty: "not submitted: needs mending",
  doubtful: "not submitted: needs a reason",
  ready: "not submitted",
  dropped: "left out",
  going: "submitted",
};

function whyOfPayout({ failureReason, holdReason }: NonNullable<ResultRow["payout"]>): string {
  if (failureReason !== null && isFailureReason(failureReason)) return FAILURE_REASONS[failureReason].sentence;
  return holdReason ?? "";
}
