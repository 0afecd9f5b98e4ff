import { isCurrency } from "@/lib/base/currency";
import { money } from "@/lib/base/money";
import { addMs, DAY_MS } from "@/lib/base/time";
import type { Answer, BookedPayout, SimulatedAccount, SimulatedRequest, SimulatedState, SimulatorDesk } from "../contract/simulator-spec";
import type { ReceiverAccounts } from "./simulator-accounts";
import { integer, json, msText, problem, refusal } from "./simulator-answers";
import { page } from "./simulator-page";
import type { Receivers } from "./simulator-receivers";
import type { Fields, IpayCredentials, IpayDetails } from "./simulator-wire";

type Payout = BookedPayout<IpayDetails>;
type Account = SimulatedAccount<IpayCredentials>;

export interface Payouts {
  create(account: Account, fields: Fields): Answer;
  get(account: Account, id: string): Answer;
  list(account: Account, request: SimulatedRequest): Answer;
  /** Its status in Ipay's word, which the receiver and the account have a say in. */
  statusOf(payout: Payout): string;
  /** What waits for its account to be confirmed is put off; null when nothing is in the way. */
  postpone(payout: Payout): Date | null;
}

const CURRENCIES = ["AUD", "CAD", "EUR", "NZD", "USD"];

/** In the order of Ipay's numbers. */
const STATUS_WORDS = ["awaiting", "pending", "unassessed", "in_progress", "successful", "cancelled", "failed", "successful_pending_kyc"];

/** Stands in no documentation; that is its purpose. */
const UNSEEN_WORD = "resting_at_the_equator";

/** Our own fees: one percent, and not under twenty cents, as far as the amount reaches. */
const FEE = { percentage: 1, fixed: 0, min_amount: 20 };

export function openPayouts(
  desk: SimulatorDesk<IpayCredentials, IpayDetails>,
  { receivers, accounts }: { receivers: Receivers; accounts: ReceiverAccounts },
): Payouts {
  const isUnconfirmed = ({ accountId, details }: Payout) =>
    accounts.find(accountId, details.receiverAccountId)?.confirmStatus === "unconfirmed";

  const statusOf = (payout: Payout) => {
    const { state, unseen, details, accountId } = payout;
    if (unseen) return UNSEEN_WORD;
    if (state === "received") return isUnconfirmed(payout) ? "awaiting" : details.unassessed ? "unassessed" : "pending";
    const isKycPending = receivers.find(accountId, details.receiverId)?.kycStatus === "pending";
    if (state === "settled") return isKycPending ? "successful_pending_kyc" : "successful";
    return WORD_OF_STATE[state];
  };

  /** The code that creating is refused with, or the amount that goes out. */
  const judge = (account: Account, fields: Fields): string | bigint => {
    const receiver = receivers.find(account.accountId, fields.receiver_id ?? "");
    if (!receiver) return "PAYO201";
    const target = accounts.find(account.accountId, fields.account_id ?? "");
    if (target?.receiverId !== receiver.id || target.status === "failed") return "SIM-PAYO-ACCOUNT";
    if (!CURRENCIES.includes(fields.currency ?? "") || target.currency !== fields.currency) return "SIM-PAYO-ACCOUNT";
    if (!/^[1-9]\d{0,29}$/.test(fields.amount ?? "")) return "SIM-PAYO-AMOUNT";
    if (receiver.kycStatus === "failed" || receiver.status === "failed" || receiver.status === "inactive") return "SIM-PAYO-KYC";
    const amount = BigInt(fields.amount ?? "0");
    const available = BigInt(account.balances[fields.currency ?? ""]?.availableMinor ?? "0");
    return available < amount ? "SIM-PAYO-BALANCE" : amount;
  };

  const own = (account: Account, id: string) => {
    const payout = desk.payouts.get(id);
    return payout?.accountId === account.accountId ? payout : null;
  };

  return {
    create(account, fields) {
      const judged = judge(account, fields);
      if (typeof judged === "string") return refusal(judged);
      const wished = desk.takeRefusal();
      if (wished !== null) return refusal(wished);

      const { receiver_id = "", account_id = "", currency = "", note = "" } = fields;
      const sim = note.startsWith("sim:") ? note.slice("sim:".length) : null;
      const booked = desk.book({
        accountId: account.accountId,
        reference: fields.reference || null,
        idempotencyKey: null,
        amount: money(judged, isCurrency(currency) ? currency : "AUD"),
        sim,
        details: {
          receiverId: receiver_id,
          receiverAccountId: account_id,
          holderName: null,
          note,
          feeMinor: String(feeOf(judged)),
          unassessed: sim === "unassessed",
          transactionIds: [desk.newId(), desk.newId()],
        },
      });
      return json(200, { message: "Payout created", payload: { payout_id: booked.providerPayoutId } });
    },
    get(account, id) {
      const payout = own(account, id);
      if (!payout) return problem("Get payout failed", { code: "PAYO101", message: "Payout ID not found" });
      return json(200, { message: "Payout found", payload: render(payout) });
    },
    list(account, { query }) {
      if (query.subaccount_id !== account.credentials.subaccountId) {
        return problem("Get payout failed", { code: "SUBA101", message: "Subaccount not found" });
      }
      const [from, to] = [momentOf(query.from), momentOf(query.to)];
      if (from === "unreadable" || to === "unreadable") return json(400, { message: "Use the format YYYY-MM-DD hh:mm" });
      const matching = [...desk.payouts.values()]
        .filter(({ accountId }) => accountId === account.accountId)
        .filter(({ bookedAt }) => (from === null || Date.parse(bookedAt) >= from) && (to === null || Date.parse(bookedAt) <= to))
        .filter((payout) => query.status === undefined || query.status === String(STATUS_WORDS.indexOf(statusOf(payout))))
        .sort((a, b) => (a.bookedAt < b.bookedAt ? 1 : a.bookedAt > b.bookedAt ? -1 : 0));
      const cut = page(matching, query, ({ providerPayoutId, details, bookedAt }) => ({
        entity: "PAYO#",
        PK: `PAYO#${providerPayoutId}`,
        SK: `REVR#${details.receiverId}`,
        created_at: msText(bookedAt),
      }));
      return json(200, { message: "Payout found", payload: cut.rows.map(renderRow), ...cut.lastkey });
    },
    statusOf,
    // A day each time; confirming the account makes it go on at once.
    postpone: (payout) => (isUnconfirmed(payout) ? addMs(desk.world.now(), DAY_MS) : null),
  };

  /** A row of the list: the amount as text, and neither fee nor bookings. */
  function renderRow(payout: Payout): Record<string, unknown> {
    const { providerPayoutId, bookedAt, reference, currency, amountMinor, accountId, details } = payout;
    const receiver = receivers.find(accountId, details.receiverId)?.fields;
    const [firstname = "", ...rest] = (details.holderName ?? "").split(" ");
    const email = receiver?.email ?? "";
    const target = accounts.find(accountId, details.receiverAccountId)?.fields;
    return {
      id: providerPayoutId,
      created_at: msText(bookedAt),
      provider_reference: reference ?? "",
      batch_id: "",
      asset: currency,
      reference: reference ?? "",
      fee_data: { feetemplate_id: FEE_TEMPLATE, feegroup_id: FEE_GROUP, ...FEE },
      note: details.note,
      payout_data: upstreamOf(payout),
      status: statusOf(payout),
      amount: amountMinor,
      subaccount: { id: accountId },
      receiver: {
        id: details.receiverId,
        firstname: receiver?.first_name ?? firstname,
        lastname: receiver?.last_name ?? rest.join(" "),
        email,
      },
      receiver_account: {
        id: details.receiverAccountId,
        email,
        bsb: target?.bsb ?? "",
        bank_code: "",
        account_number: target?.account_number ?? target?.iban ?? "",
      },
      payout_provider: { id: PAYOUT_PROVIDER },
    };
  }

  function render(payout: Payout): Record<string, unknown> {
    const row = renderRow(payout);
    return {
      ...row,
      merchant: `MERC#${MERCHANT}`,
      fee_data: { fee_value: payout.details.feeMinor, feetemplate_id: FEE_TEMPLATE, feegroup_id: FEE_GROUP, ...FEE },
      amount: integer(payout.amountMinor),
      transactions: transactionsOf(payout),
    };
  }
}

const MERCHANT = "5e0f3f0c-1b1e-4a3c-9d44-2f7a5c8e9b10";
const FEE_TEMPLATE = "0a6d3c1e-58f2-4c7b-8a19-6b2d7e4f3c21";
const FEE_GROUP = "c3f1a7b9-2e64-4d0a-b5c8-9e7f1d2a4b32";
const PAYOUT_PROVIDER = "7d9b2e4a-6c1f-4f83-a0d5-3b8e5c7f1a43";

const WORD_OF_STATE = {
  inFlight: "in_progress",
  failed: "failed",
  cancelled: "cancelled",
  // Ipay has no word for money that came back; it can only take "successful" back.
  returned: "failed",
} as const satisfies Record<Exclude<SimulatedState, "received" | "settled">, string>;

/** The upstream provider's own object. Its status lags behind for ever, as in Ipay's sample: nobody should read it. */
function upstreamOf({ state, failure, providerPayoutId }: Payout): Record<string, unknown> {
  return {
    status: state === "received" ? "PENDING" : "IN PROGRESS",
    transaction_is_duplicated: failure === "transaction_is_duplicated",
    receiver_is_invalid: failure === "receiver_is_invalid",
    sender_is_invalid: failure === "sender_is_invalid",
    accepted: true,
    errors: failure?.startsWith("SIM-") ? [{ code: failure, message: "The simulator was told to" }] : null,
    transaction_id: String(20_000_000 + (Number.parseInt(providerPayoutId.slice(0, 6), 16) % 1_000_000)),
  };
}

function transactionsOf({ state, amountMinor, currency, details, history }: Payout): readonly Record<string, unknown>[] {
  if (state === "received") return [];
  const [payoutId, feeId] = details.transactionIds;
  const created = msText(history.at(0)?.at ?? "");
  const updated = msText(history.at(-1)?.at ?? "");
  const status = state === "inFlight" ? "pending" : "complete";
  const booking = (transaction_id: string, minor: bigint, transaction_type: string) => ({
    transaction_id,
    amount: integer(minor),
    asset: currency,
    status,
    created_at: created,
    updated_at: updated,
    transaction_type,
  });
  const fee = BigInt(details.feeMinor);
  return [booking(payoutId, fee - BigInt(amountMinor), "payout"), booking(feeId, -fee, "fee")];
}

export function feeOf(amountMinor: bigint): bigint {
  const share = (amountMinor * BigInt(FEE.percentage)) / 100n;
  const wanted = share > BigInt(FEE.min_amount) ? share : BigInt(FEE.min_amount);
  return wanted < amountMinor ? wanted : amountMinor;
}

/** Ours: read as UTC. */
function momentOf(text: string | undefined): number | null | "unreadable" {
  if (text === undefined) return null;
  if (!/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}$/.test(text)) return "unreadable";
  const ms = Date.parse(`${text.replace(" ", "T")}:00.000Z`);
  return Number.isNaN(ms) ? "unreadable" : ms;
}
