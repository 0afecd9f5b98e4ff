import { addMs, DAY_MS } from "@/lib/base/time";
import type { Fault } from "../contract/fault";
import type { LookUpOutcome, PayoutPage, PayoutWindow } from "../contract/payout";
import { readAnswer } from "./answers";
import type { BitPayClient } from "./client";
import { observationOf } from "./mapping";
import { Payouts } from "./wire";

/** BitPay names neither a usual nor a greatest limit, so fewer may come than were asked for: only an empty page is the end. */
const PAGE_SIZE = 100;
const MAX_PAGES = 200;

/**
 * Finds a payout whose answer was lost by our number, which BitPay keeps as the reference and filters by. "Absent" may lead to paying
 * again, so it is said only after a list that was read to its end with no row unreadable; what the filter lets through is compared
 * letter by letter. Two payouts under one number are nobody's to choose between: a person has to look.
 */
export async function findByNumber(
  client: BitPayClient,
  { number, firstSentAt }: { readonly number: string; readonly firstSentAt: Date },
): Promise<LookUpOutcome> {
  // The filter knows days only, and not whose midnight. No end is set: BitPay's clock may be ahead of ours.
  const startDate = dayOf(addMs(firstSentAt, -DAY_MS));
  const found = new Map<string, LookUpOutcome>();
  const seen = new Set<string>();

  for (let page = 0; page < MAX_PAGES; page += 1) {
    const query = { reference: number, startDate, limit: String(PAGE_SIZE), offset: String(seen.size) };
    const asked = await client.call({ purpose: "lookUpPayout", facade: "payout", method: "GET", path: "/payouts", query });
    const read = readAnswer(asked, Payouts, client.now());
    if (read.kind !== "read") return { kind: "unavailable", fault: read.fault };
    const { evidenceId } = read.answer;

    const seenBefore = seen.size;
    for (const payout of read.value) {
      if (payout === null) return unproven(evidenceId, "has a row that we cannot read");
      seen.add(payout.id);
      if (payout.reference === number) found.set(payout.id, { kind: "found", observation: observationOf(payout, evidenceId) });
    }
    if (found.size > 1) return unproven(evidenceId, `holds ${found.size} payouts under ${number}`);
    if (seen.size > seenBefore) continue;
    const [only] = found.values();
    if (only) return only;
    return read.value.length === 0 ? { kind: "absent", evidenceId } : unproven(evidenceId, "shows the same rows on every page");
  }
  return unproven(null, `is longer than ${MAX_PAGES} pages`);
}

/** Everything paid out between two moments; the cursor is the next row's place in the list. */
export async function listPayouts(client: BitPayClient, { from, to, cursor = "0" }: PayoutWindow): Promise<PayoutPage> {
  const query = { startDate: dayOf(addMs(from, -DAY_MS)), endDate: dayOf(addMs(to, DAY_MS)), limit: String(PAGE_SIZE), offset: cursor };
  const asked = await client.call({ purpose: "listPayouts", facade: "payout", method: "GET", path: "/payouts", query });
  const read = readAnswer(asked, Payouts, client.now());
  if (read.kind !== "read") return { kind: "unavailable", fault: read.fault };
  const { evidenceId } = read.answer;
  const rows = read.value.filter((payout) => payout !== null);
  // A reconciliation over a list with a hole would call somebody's payout missing.
  if (rows.length !== read.value.length) return { kind: "unavailable", fault: listFault(evidenceId, "has a row that we cannot read") };
  const nextCursor = rows.length === 0 ? null : String(Number(cursor) + rows.length);
  const within = rows.filter(({ requestDate }) => !isOutside(requestDate ?? null, { from, to }));
  return { kind: "read", nextCursor, observations: within.map((payout) => observationOf(payout, evidenceId)) };
}

/** The filter is as coarse as a day. What has no readable time stays in: too much is seen by people, too little is not. */
function isOutside(requestDate: string | null, { from, to }: { readonly from: Date; readonly to: Date }): boolean {
  const atMs = Date.parse(requestDate ?? "");
  return atMs < from.getTime() || atMs > to.getTime();
}

function dayOf(at: Date): string {
  return at.toISOString().slice(0, 10);
}

function unproven(evidenceId: string | null, what: string): LookUpOutcome {
  return { kind: "unavailable", fault: listFault(evidenceId, what) };
}

function listFault(evidenceId: string | null, what: string): Fault {
  const message = `BitPay's list of payouts ${what}, so it proves neither presence nor absence.`;
  return { kind: "unexpected", message, retryAfterSeconds: null, evidenceId };
}
