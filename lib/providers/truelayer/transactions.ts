import { readJson } from "../contract/faults";
import type { Transaction, TransactionPage, TransactionSource } from "../contract/ledger";
import type { PayoutWindow } from "../contract/payout";
import type { TrueLayerClient } from "./client";
import { faultOfCall } from "./faults";
import { addressOf, moneyOf } from "./mapping";
import { type NamedSource, NUMBER_KEY, type TransactionItem, Transactions } from "./wire";

/** Without this header the list is given without a cursor. */
const PAGED = { "tl-enable-pagination": "true" };

/** By the time it settled or was executed; `from` is inside the window and `to` is not. */
export async function listTransactions(
  client: TrueLayerClient,
  { account, from, to, cursor }: PayoutWindow & { readonly account: string },
): Promise<TransactionPage> {
  const query = { from: from.toISOString(), to: to.toISOString(), ...(cursor === undefined ? {} : { cursor }) };
  const called = await client.get("listTransactions", `${account}/transactions`, query, PAGED);
  if (called.kind !== "answered" || called.status !== 200) return { kind: "unavailable", fault: faultOfCall(called, client.now()) };
  const read = readJson(called, Transactions);
  if (read.kind === "unreadable") return { kind: "unavailable", fault: read.fault };
  const { items, pagination } = read.value;
  const transactions = items.flatMap((item) => (item ? (transactionOf(item) ?? []) : []));
  return { kind: "read", transactions, nextCursor: pagination?.next_cursor ?? null, hasHoles: transactions.length < items.length };
}

const KINDS = {
  merchant_account_payment: "paidIn",
  external_payment: "paidIn",
  payout: "payout",
  refund: "refund",
} as const satisfies Record<string, Transaction["kind"]>;

/** Money that came in from outside for a payout of ours is that payout, returned. */
function transactionOf(item: TransactionItem): Transaction | null {
  const kinds: Readonly<Record<string, Transaction["kind"]>> = KINDS;
  const known = Object.hasOwn(kinds, item.type) ? (kinds[item.type] ?? "other") : "other";
  const returnedId = item.return_for?.returned_id ?? null;
  // What TrueLayer pays itself for its service is listed as a payout as well.
  const isFee = known === "payout" && item.context_code === "service_payment";
  const kind = returnedId !== null ? "returned" : isFee ? "other" : known;
  const isOut = returnedId === null && (known === "payout" || known === "refund");
  const amount = moneyOf(isOut ? -Math.abs(item.amount_in_minor) : item.amount_in_minor, item.currency ?? "");
  if (!amount) return null;
  const source = sourceOf(item.payment_source) ?? (item.beneficiary?.type === "payment_source" ? sourceOf(item.beneficiary) : null);
  const at = item.settled_at ?? item.executed_at ?? item.created_at ?? null;
  const payoutNumber = item.metadata?.[NUMBER_KEY] ?? null;
  // Only what has been executed is documented to be listed; older answers had what is still on its way as well.
  const isPending = isOut && item.status !== undefined && item.status !== "executed" && item.executed_at == null;
  const providerPayoutId = returnedId ?? item.payout_id ?? null;
  return { id: item.id, kind, amount, at, providerPayoutId, payoutNumber, isPending, source, paymentId: item.payment_id ?? null };
}

function sourceOf(named: NamedSource): TransactionSource | null {
  const sourceId = named?.id ?? named?.payment_source_id;
  if (!named || !sourceId) return null;
  const { user_id: userId = null, account_holder_name: holderName = null, account_identifiers: identifiers = [] } = named;
  return { sourceId, userId, holderName, address: addressOf(identifiers) };
}
