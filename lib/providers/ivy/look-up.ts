import { addMs, HOUR_MS } from "@/lib/base/time";
import type { LookUpOutcome } from "../contract/payout";
import { readAnswer } from "./answers";
import type { IvyClient } from "./client";
import { NUMBER_KEY } from "./instruction";
import { observationOf } from "./mapping";
import { type Payout, PayoutList } from "./wire";

/** Undocumented; half of what Ivy's newer interface allows at most. */
const PAGE_SIZE = 50;
const MAX_PAGES = 200;
/** How far Ivy's clock may be behind ours before a payout could hide below the line where we stop reading. */
const CLOCK_MARGIN_MS = HOUR_MS;

/**
 * Finds a payout whose answer was lost: Ivy's list knows no filter, so it is read page by page and matched by our number.
 * "Absent" leads to paying again, so it is said only when nothing can have been overlooked: either the list was read to its end and
 * every row was readable, or it proved to be sorted from new to old and we are past the time at which the payout was first sent.
 */
export async function findByNumber(
  client: IvyClient,
  { number, firstSentAt }: { readonly number: string; readonly firstSentAt: Date },
): Promise<LookUpOutcome> {
  const horizonMs = addMs(firstSentAt, -CLOCK_MARGIN_MS).getTime();
  const seen = new Set<string>();
  let isWhole = true;
  let isNewestFirst = true;
  let lastMs = Number.POSITIVE_INFINITY;
  let skip = 0;

  for (let page = 0; page < MAX_PAGES; page += 1) {
    const asked = await client.post({ purpose: "lookUpPayout", path: "payout/list", body: { limit: PAGE_SIZE, skip } });
    const read = readAnswer(asked, PayoutList, client.now());
    if (read.kind === "unavailable") return read;
    const { evidenceId } = read.answer;
    const { items, hasNext, count } = read.value;

    for (const payout of items) {
      if (payout === null) {
        isWhole = false;
        continue;
      }
      if (payout.metadata?.[NUMBER_KEY] === number) return { kind: "found", observation: observationOf(payout, { evidenceId }) };
      seen.add(payout.id);
      const createdMs = createdMsOf(payout);
      // A row that moved down while we were paging is seen twice; that does not unsort the list.
      isNewestFirst &&= createdMs !== null && createdMs <= lastMs;
      lastMs = createdMs ?? lastMs;
    }

    const isPastHorizon = isNewestFirst && lastMs < horizonMs;
    if (isWhole && isPastHorizon) return { kind: "absent", evidenceId };
    if (!hasNext) {
      const isComplete = isWhole && (count == null || seen.size >= Number(count.text));
      return isComplete ? { kind: "absent", evidenceId } : incomplete(evidenceId, "has rows that we could not read or were not given");
    }
    if (items.length === 0) return incomplete(evidenceId, "promised more rows and gave none");
    // By what was given, not by what was asked for: Ivy may give less than the limit.
    skip += items.length;
  }
  return incomplete(null, `is longer than ${MAX_PAGES} pages`);
}

/** Null for a time that we cannot place with certainty; a bare number could be seconds or milliseconds. */
function createdMsOf({ createdAt }: Payout): number | null {
  const ms = createdAt && /^\d{4}-\d\d-\d\dT/.test(createdAt) ? Date.parse(createdAt) : Number.NaN;
  return Number.isNaN(ms) ? null : ms;
}

function incomplete(evidenceId: string | null, what: string): LookUpOutcome {
  const message = `Ivy's list of payouts ${what}, so it proves neither presence nor absence.`;
  return { kind: "unavailable", fault: { kind: "unexpected", message, retryAfterSeconds: null, evidenceId } };
}
