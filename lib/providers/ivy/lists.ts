import type { Transaction, TransactionPage } from "../contract/ledger";
import type { PayoutPage, PayoutWindow } from "../contract/payout";
import { readAnswer } from "./answers";
import type { IvyClient } from "./client";
import { NUMBER_KEY } from "./instruction";
import { moneyOf, observationOf } from "./mapping";
import { type LedgerEntry, PayoutList, TransactionList } from "./wire";

const PAGE_SIZE = 100;

/** Ivy's list knows no times: it is given whole, newest first, and whoever reads it stops where the window begins. */
export async function listPayouts(client: IvyClient, { from, to, cursor }: PayoutWindow): Promise<PayoutPage> {
  const skip = Number(cursor ?? 0);
  const asked = await client.post({ purpose: "listPayouts", path: "payout/list", body: { limit: PAGE_SIZE, skip } });
  const read = readAnswer(asked, PayoutList, client.now());
  if (read.kind === "unavailable") return read;
  const { items, hasNext } = read.value;
  const payouts = items.filter((payout) => payout !== null);
  const madeAt = (at: string | null) => (at === null ? Number.NaN : Date.parse(at));
  const inWindow = payouts.filter(({ createdAt }) => !(madeAt(createdAt) < from.getTime() || madeAt(createdAt) >= to.getTime()));
  const isPast = payouts.length > 0 && payouts.every(({ createdAt }) => madeAt(createdAt) < from.getTime());
  const observations = inWindow.map((payout) => ({
    ...observationOf(payout, { evidenceId: read.answer.evidenceId }),
    payoutNumber: numberIn(payout.metadata?.[NUMBER_KEY]),
  }));
  const nextCursor = hasNext && !isPast && items.length > 0 ? String(skip + items.length) : null;
  return { kind: "read", observations, nextCursor, hasHoles: payouts.length < items.length };
}

function numberIn(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}

/** Whether seconds or milliseconds are meant is not documented. Milliseconds are our reading, here alone. */
function ivyTime(at: Date): number {
  return at.getTime();
}

export async function listTransactions(client: IvyClient, { from, to, cursor }: PayoutWindow): Promise<TransactionPage> {
  const body = { from: ivyTime(from), to: ivyTime(to), ...(cursor === undefined ? {} : { afterCursor: cursor }) };
  const asked = await client.post({ purpose: "listTransactions", path: "transaction/list", body });
  const read = readAnswer(asked, TransactionList, client.now());
  if (read.kind === "unavailable") return read;
  const { data, paging } = read.value;
  const transactions = data.flatMap((entry) => transactionOf(entry) ?? []);
  const nextCursor = paging.hasNext ? (paging.nextCursor ?? null) : null;
  return { kind: "read", transactions, nextCursor, hasHoles: transactions.length < data.length || (paging.hasNext && nextCursor === null) };
}

/** What each kind of movement is to us, by Ivy's word for the process behind it. */
const KINDS = {
  payout: "payout",
  payoutv2: "payout",
  merchant_payout: "payout",
  refund: "refund",
  deposit: "paidIn",
  deposit_return: "other",
  payment: "paidIn",
  fxQuote: "other",
  walletVerification: "other",
  topup: "other",
} as const satisfies Record<string, Transaction["kind"]>;

function transactionOf({
  id,
  amount,
  currency,
  paymentProcessType: type,
  paymentProcessId,
  transactionDate,
}: LedgerEntry): Transaction | null {
  const money = moneyOf(amount, currency);
  if (!money) return null;
  const kinds: Readonly<Record<string, Transaction["kind"]>> = KINDS;
  const known = type != null && Object.hasOwn(kinds, type) ? (kinds[type] ?? "other") : "other";
  // Ivy has no word for a payout that came back: it stands in the ledger as a payout that added money.
  const kind = known === "payout" && money.minor > 0n ? "returned" : known;
  const providerPayoutId = known === "payout" ? (paymentProcessId ?? null) : null;
  return { id, kind, amount: money, at: transactionDate, providerPayoutId, source: null };
}
