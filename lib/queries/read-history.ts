import { db } from "@/lib/db/client";
import { NEWEST, type PagePosition, POSITION_NAMES, readPosition, writeCursor } from "@/lib/domain/paging/cursor";
import { type PayoutFilters, readPayoutFilters } from "@/lib/domain/payout/filters";
import { type HistoryAddress, type HistoryPage, readHistorySize } from "@/lib/domain/payout/history-view";
import { listPayouts } from "./list-payouts";

type Whose = { readonly merchantId: string; readonly timeZone: string };

/** A page of the history as an address asks for it: for the page's first paint and for the live route. */
export async function readHistory({ merchantId, timeZone }: Whose, address: HistoryAddress): Promise<HistoryPage> {
  const { filters, problems } = readPayoutFilters(address);
  const { position, problem } = positionIn(address);
  const [page, names] = await Promise.all([
    listPayouts({ merchantId, filters, timeZone }, { position, limit: readHistorySize(address.rows) }),
    readNames(merchantId, filters),
  ]);
  return {
    rows: [...page.rows],
    older: page.older && writeCursor(page.older),
    newer: page.newer && writeCursor(page.newer),
    newerCount: page.newerCount,
    problems: [...problems, ...problem],
    names,
  };
}

function positionIn(address: HistoryAddress): { position: PagePosition; problem: HistoryPage["problems"] } {
  const position = readPosition(address);
  if (position) return { position, problem: [] };
  const [name = "older", value = ""] = POSITION_NAMES.map((one) => [one, address[one] ?? ""] as const).find(([, text]) => text) ?? [];
  return { position: NEWEST, problem: [{ name, value, sentence: "This page mark cannot be read, so the newest payouts are shown." }] };
}

/** Ids in a link mean nothing to people. */
async function readNames(
  merchantId: string,
  { receiverId, makerId, checkerId, batchId, assigneeId }: PayoutFilters,
): Promise<HistoryPage["names"]> {
  const nameOf = (id: string) => db().person.findFirst({ where: { id, memberships: { some: { merchantId } } }, select: { name: true } });
  const [receiver, maker, key, checker, batch, assignee] = await Promise.all([
    receiverId ? db().receiver.findFirst({ where: { merchantId, id: receiverId }, select: { name: true } }) : null,
    makerId ? nameOf(makerId) : null,
    makerId ? db().apiKey.findFirst({ where: { merchantId, id: makerId }, select: { name: true } }) : null,
    checkerId ? nameOf(checkerId) : null,
    batchId ? db().batch.findFirst({ where: { merchantId, id: batchId }, select: { name: true } }) : null,
    assigneeId ? nameOf(assigneeId) : null,
  ]);
  return {
    receiverId: receiver?.name ?? null,
    makerId: maker?.name ?? key?.name ?? null,
    checkerId: checker?.name ?? null,
    batchId: batch?.name ?? null,
    assigneeId: assignee?.name ?? null,
  };
}
