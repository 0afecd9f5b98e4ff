import { addMs, DAY_MS } from "@/lib/base/time";
import type { LookUpOutcome, Observation, PayoutPage, PayoutWindow } from "../contract/payout";
import { type Asked, faultOfProblem, readAnswer } from "./answers";
import type { IpayClient } from "./client";
import { observationOf } from "./mapping";
import { OnePayout, type Payout, PayoutList } from "./wire";

const PAGE_SIZE = "100";
const MAX_PAGES = 200;
/** Ipay does not say in which zone its times are: a day covers every zone there is, and clocks that differ. */
const ZONE_MARGIN_MS = DAY_MS;

export async function lookUpById(client: IpayClient, providerPayoutId: string): Promise<LookUpOutcome> {
  const exchange = await client.get({ purpose: "lookUpPayout", path: `/payout/${encodeURIComponent(providerPayoutId)}` });
  const asked = readAnswer(exchange, OnePayout, client.now());
  if (asked.kind === "unavailable") return asked;
  const { evidenceId } = asked.answer;
  if (asked.kind === "problem") {
    const isAbsent = asked.problem.error.some(({ code }) => code === "PAYO101");
    return isAbsent ? { kind: "absent", evidenceId } : { kind: "unavailable", fault: faultOfProblem(asked.problem, asked.answer) };
  }
  const { payload } = asked.value;
  // Another payout's answer under this id would be somebody else's money.
  if (payload.id !== providerPayoutId) return incomplete(evidenceId, "answered with another payout than the one that was asked for");
  return { kind: "found", observation: observationOf(payload, { evidenceId }) };
}

/**
 * Finds a payout whose answer was lost, by our number in the list. "Absent" is said only of a list that was read to its end and had no
 * unreadable row: nothing at Ipay guards against sending again, so nobody may be told that it is safe when it is not known.
 * There is no upper bound: the payout may have been sent long after the first try, and Ipay's clock is its own.
 */
export async function lookUpByNumber(
  client: IpayClient,
  { number, firstSentAt }: { number: string; firstSentAt: Date },
): Promise<LookUpOutcome> {
  const from = windowText(addMs(firstSentAt, -ZONE_MARGIN_MS));
  const keys = new Set<string>();
  let isWhole = true;
  let lastkey: string | undefined;

  for (let page = 0; page < MAX_PAGES; page += 1) {
    const asked = await askPage(client, { purpose: "lookUpPayout", from, ...(lastkey === undefined ? {} : { lastkey }) });
    if (asked.kind === "unavailable") return asked;
    if (asked.kind === "problem") return { kind: "unavailable", fault: faultOfProblem(asked.problem, asked.answer) };

    const { evidenceId } = asked.answer;
    const found = asked.value.payload.find((row) => row?.reference === number);
    if (found) return readWhole(client, observationOf(found, { evidenceId }));
    isWhole &&= !asked.value.payload.includes(null);

    // A page can be empty and not the last: only the key says whether more follow.
    const next = asked.value.lastkey || null;
    if (next === null) return isWhole ? { kind: "absent", evidenceId } : incomplete(evidenceId, "has rows that we cannot read");
    if (keys.has(next)) return incomplete(evidenceId, "goes round in circles");
    keys.add(next);
    lastkey = next;
  }
  return incomplete(null, `is longer than ${MAX_PAGES} pages`);
}

/** A row of the list has neither fee nor bookings: the payout itself is asked for, and the row stands in where that fails. */
async function readWhole(client: IpayClient, row: Observation): Promise<LookUpOutcome> {
  const whole = await lookUpById(client, row.providerPayoutId);
  return whole.kind === "found" ? whole : { kind: "found", observation: row };
}

export async function listPayouts(client: IpayClient, { from, to, cursor }: PayoutWindow): Promise<PayoutPage> {
  const asked = await askPage(client, {
    purpose: "listPayouts",
    from: windowText(addMs(from, -ZONE_MARGIN_MS)),
    to: windowText(addMs(to, ZONE_MARGIN_MS)),
    ...(cursor === undefined ? {} : { lastkey: cursor }),
  });
  if (asked.kind === "unavailable") return asked;
  if (asked.kind === "problem") return { kind: "unavailable", fault: faultOfProblem(asked.problem, asked.answer) };
  const { payload, lastkey } = asked.value;
  const { evidenceId } = asked.answer;
  if (payload.includes(null)) return incomplete(evidenceId, "has rows that we cannot read");
  const rows = payload.filter((row) => row !== null).filter((row) => isWithin(row, { from, to }));
  return { kind: "read", observations: rows.map((row) => observationOf(row, { evidenceId })), nextCursor: lastkey || null };
}

type Page = { readonly purpose: string; readonly from: string; readonly to?: string; readonly lastkey?: string };

async function askPage(client: IpayClient, { purpose, ...window }: Page): Promise<Asked<PayoutList>> {
  const query = { subaccount_id: client.subaccountId, limit: PAGE_SIZE, ...window };
  return readAnswer(await client.get({ purpose, path: "/payout", query }), PayoutList, client.now());
}

/** Rows whose time we cannot read are kept: the window was wider than asked for, and showing too much hurts nobody. */
function isWithin({ created_at: createdAt }: Payout, { from, to }: Pick<PayoutWindow, "from" | "to">): boolean {
  if (!createdAt || !/^\d{13}$/.test(createdAt)) return true;
  const ms = Number(createdAt);
  return ms >= from.getTime() && ms <= to.getTime();
}

/** "YYYY-MM-DD hh:mm", in UTC. */
export function windowText(at: Date): string {
  return at.toISOString().slice(0, 16).replace("T", " ");
}

function incomplete(evidenceId: string | null, what: string) {
  const message = `Ipay's answer ${what}, so it proves neither presence nor absence.`;
  return { kind: "unavailable", fault: { kind: "unexpected", message, retryAfterSeconds: null, evidenceId } } as const;
}
