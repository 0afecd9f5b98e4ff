import { db } from "@/lib/db/client";
import { narrowPayouts } from "@/lib/db/narrow-payouts";
import type { Actor } from "@/lib/domain/access/actor";
import { writeCursor } from "@/lib/domain/paging/cursor";
import { type RawFilters, readPayoutFilters } from "@/lib/domain/payout/filters";
import { historyAddress } from "@/lib/domain/payout/history-view";
import { readLookUp } from "@/lib/domain/payout/look-up-question";
import { readExportRows } from "@/lib/operations/exports/read-export-rows";
import { answerLookUp } from "@/lib/queries/answer-look-up";
import { countPayouts } from "@/lib/queries/count-payouts";
import { listApiPayouts } from "@/lib/queries/list-api-payouts";
import { listApprovals } from "@/lib/queries/list-approvals";
import { listDoubtful } from "@/lib/queries/list-doubtful";
import { listMentions } from "@/lib/queries/list-mentions";
import { listReceivers } from "@/lib/queries/list-receivers";
import { readFrame } from "@/lib/queries/read-frame";
import { readHistory } from "@/lib/queries/read-history";
import { readOverview } from "@/lib/queries/read-overview";
import { readPayout } from "@/lib/queries/read-payout";
import { readPayoutStatistics } from "@/lib/queries/read-payout-statistics";
import { readReceiver } from "@/lib/queries/read-receiver";
import { readTrouble } from "@/lib/queries/read-trouble";

export type HeavyQuestion = { readonly name: string; readonly ask: () => Promise<unknown> };

type Asker = { readonly actor: Extract<Actor, { kind: "person" }>; readonly timeZone: string };

/**
 * What the desk asks of the history, as its pages, its REST door and its files ask it: the questions that would be slow first, were one of
 * them to read a million payouts from end to end.
 */
export async function heavyQuestions({ actor, timeZone }: Asker): Promise<readonly HeavyQuestion[]> {
  const { merchantId } = actor;
  const whose = { merchantId, timeZone };
  const now = new Date();
  const oldest = { where: { merchantId }, orderBy: [{ createdAt: "asc" as const }, { id: "asc" as const }] };
  const deep = await db().payout.findFirstOrThrow({ ...oldest, skip: 500 });
  const known = await db().payout.findFirstOrThrow({ ...oldest, where: { merchantId, receiverId: { not: null } } });
  const many = await db().payout.findMany({ ...oldest, select: { number: true }, take: 500 });
  const page = (words: Readonly<Record<string, string>>) =>
    readHistory(
      whose,
      historyAddress((name) => [words[name] ?? []].flat()),
    );
  const narrowed = (raw: RawFilters) => ({ ...whose, filters: readPayoutFilters(raw).filters });
  const lookUp = (text: string) => answerLookUp(whose, readLookUp(text, { today: now.toISOString().slice(0, 10), locale: "en-GB" }));
  const twoMonthsAgo = new Date(now.getTime() - 60 * 86_400_000).toISOString();
  const five = { state: "settled", provider: known.provider, currency: known.currency, loop: "open", from: twoMonthsAgo };
  return [
    { name: "history, newest page", ask: () => page({}) },
    { name: "history, five filters", ask: () => page(five) },
    { name: "history, last page", ask: () => page({ older: writeCursor({ at: deep.createdAt, id: deep.id }) }) },
    { name: "history, a word", ask: () => page({ q: known.receiverName }) },
    { name: "history, one receiver", ask: () => page({ receiverId: known.receiverId ?? "" }) },
    { name: "history, one batch", ask: () => page({ batchId: "bat_of_nobody" }) },
    { name: "history, what is one's own", ask: () => page({ assigneeId: actor.personId }) },
    { name: "totals of a filter", ask: () => countPayouts(narrowed({ state: "failed", from: twoMonthsAgo })) },
    { name: "totals of everything", ask: () => countPayouts(narrowed({})) },
    { name: "look-up, a number", ask: () => lookUp(known.number) },
    { name: "look-up, an id", ask: () => lookUp(known.reference) },
    { name: "look-up, a name", ask: () => lookUp(known.receiverName) },
    { name: "look-up, a name that is misheard", ask: () => lookUp("Ana Schmitd") },
    { name: "look-up, last four", ask: () => lookUp(known.accountLastFour ?? "0042") },
    { name: "look-up, five hundred ids", ask: () => lookUp(many.map(({ number }) => number).join("\n")) },
    { name: "approvals inbox", ask: () => listApprovals(actor) },
    { name: "overview, what needs a person", ask: () => readOverview(actor, { timeZone, now }) },
    { name: "overview, notes that speak of one", ask: () => listMentions(actor) },
    { name: "overview, the last thirty days", ask: () => readPayoutStatistics(merchantId, { timeZone, now }) },
    { name: "overview, trouble", ask: () => readTrouble(merchantId) },
    { name: "payouts in doubt", ask: () => listDoubtful(merchantId) },
    { name: "frame of every page", ask: () => readFrame(actor) },
    { name: "payout's page", ask: () => readPayout(actor, known.number) },
    { name: "receivers with what they were paid", ask: () => listReceivers(merchantId) },
    { name: "receiver's page", ask: () => readReceiver(merchantId, known.receiverId ?? "") },
    { name: "REST list, one state", ask: () => listApiPayouts(narrowed({ state: "failed" }), { limit: 200 }) },
    { name: "REST list, what changed of late", ask: () => listApiPayouts(narrowed({ changedFrom: twoMonthsAgo }), { limit: 50 }) },
    { name: "export, its first slice", ask: () => firstSlice(narrowed({})) },
  ];
}

async function firstSlice(question: Parameters<typeof narrowPayouts>[0]): Promise<void> {
  const where = await narrowPayouts(question);
  for await (const _ of readExportRows({ where, format: "csv", timeZone: question.timeZone })) return;
}
