import { failed, ok, type Result } from "@/lib/base/result";
import type { BookedPayout, SimulatedRequest } from "../contract/simulator-spec";
import { nanoseconds, payoutObject } from "./simulator-answers";
import type { Source } from "./simulator-sources";
import type { TrueLayerDetails } from "./simulator-wire";

/** Ours: the page size is not documented. */
const PAGE_SIZE = 100;

/** Payments in and executed payouts of a merchant account, by the time they settled; `from` is inside the window and `to` is not. */
export function transactionsPage(
  { query, headers }: SimulatedRequest,
  {
    sources,
    payouts,
    currency,
  }: { readonly sources: readonly Source[]; readonly currency: string; readonly payouts: readonly BookedPayout<TrueLayerDetails>[] },
): Result<unknown, Record<string, string[]>> {
  const from = Date.parse(query.from ?? "");
  const to = Date.parse(query.to ?? "");
  if (Number.isNaN(from)) return failed({ from: ["is required as an ISO 8601 time"] });
  if (Number.isNaN(to)) return failed({ to: ["is required as an ISO 8601 time"] });

  const rows = [
    ...(query.type === "payout" ? [] : sources.map((source) => paymentRow(source, currency))),
    ...(query.type === "payment" ? [] : [...payouts.flatMap(payoutRow), ...sources.flatMap((source) => refundRow(source, currency))]),
  ].filter(({ atMs }) => atMs >= from && atMs < to);
  rows.sort((a, b) => a.atMs - b.atMs);
  if (headers["tl-enable-pagination"] !== "true") return ok({ items: rows.map(({ item }) => item) });

  const start = Number(query.cursor ?? 0);
  if (!Number.isSafeInteger(start) || start < 0) return failed({ cursor: ["is not one of ours"] });
  const next = start + PAGE_SIZE;
  const pagination = next < rows.length ? { next_cursor: String(next) } : {};
  return ok({ items: rows.slice(start, next).map(({ item }) => item), pagination });
}

type Row = { readonly atMs: number; readonly item: unknown };

function paymentRow({ id, userId, holderName, identifiers, paymentId, amountMinor, settledAt }: Source, currency: string): Row {
  const item = {
    type: "merchant_account_payment",
    id: paymentId,
    payment_id: paymentId,
    amount_in_minor: Number(amountMinor),
    currency,
    status: "settled",
    settled_at: nanoseconds(settledAt),
    payment_source: { id, user_id: userId, account_holder_name: holderName, account_identifiers: identifiers },
  };
  return { atMs: Date.parse(settledAt), item };
}

function refundRow({ id, userId, holderName, identifiers, paymentId, refund }: Source, currency: string): Row[] {
  if (!refund) return [];
  const item = {
    type: "refund",
    id: refund.id,
    refund_id: refund.id,
    payment_id: paymentId,
    amount_in_minor: Number(refund.amountMinor),
    currency,
    status: "executed",
    created_at: nanoseconds(refund.executedAt),
    executed_at: nanoseconds(refund.executedAt),
    context_code: "withdrawal",
    beneficiary: {
      type: "payment_source",
      payment_source_id: id,
      user_id: userId,
      account_holder_name: holderName,
      account_identifiers: identifiers,
    },
  };
  return [{ atMs: Date.parse(refund.executedAt), item }];
}

/** Only what was executed is listed, which is why an absence here proves nothing about a payout that is still on its way. */
function payoutRow(payout: BookedPayout<TrueLayerDetails>): Row[] {
  const at = (state: "settled" | "returned") => payout.history.find((step) => step.state === state)?.at;
  const executedAt = at("settled");
  const returnedAt = at("returned");
  if (executedAt === undefined) return [];
  const item = {
    ...payoutObject(payout),
    type: "payout",
    status: "executed",
    payout_id: payout.providerPayoutId,
    context_code: "withdrawal",
  };
  return [{ atMs: Date.parse(executedAt), item }, ...(returnedAt === undefined ? [] : [returnedRow(payout, returnedAt)])];
}

/** Money that came back is money that came in, for the payout that it was. */
function returnedRow({ providerPayoutId, amountMinor, currency }: BookedPayout<TrueLayerDetails>, returnedAt: string): Row {
  const item = {
    type: "external_payment",
    id: `${providerPayoutId}-returned`,
    amount_in_minor: Number(amountMinor),
    currency,
    status: "settled",
    settled_at: nanoseconds(returnedAt),
    return_for: { type: "identified", returned_id: providerPayoutId },
  };
  return { atMs: Date.parse(returnedAt), item };
}
