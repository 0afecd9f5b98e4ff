import { createHash } from "node:crypto";
import { isCurrency } from "@/lib/base/currency";
import { NumberLiteral } from "@/lib/base/exact-json";
import { type Money, money } from "@/lib/base/money";
import type { BookedPayout, SimulatedAccount, SimulatedState } from "../contract/simulator-spec";
import { moneyOf } from "./mapping";
import { amountLiteral, type Trouble } from "./simulator-answers";
import { convert, isWorthPaying, rateText } from "./simulator-rates";
import type { SimulatedRecipients } from "./simulator-recipients";
import { type BitPayCredentials, type BitPayDetails, CreateRequest, type StoredRecipient } from "./simulator-wire";

type Payout = BookedPayout<BitPayDetails>;
type Account = SimulatedAccount<BitPayCredentials>;

const STATUS_WORDS = {
  received: "new",
  inFlight: "processing",
  settled: "complete",
  // Nothing documented ends a payout so; BitPay's own client has the word.
  failed: "failed",
  cancelled: "cancelled",
  // What is on the chain does not come back, so BitPay has no word for it either.
  returned: "complete",
} as const satisfies Record<SimulatedState, string>;

/** Stands in no documentation; that is its purpose. */
const UNSEEN_WORD = "awaiting_second_moon";

/** As deep as BitPay waits for before it calls a payout in bitcoin complete. */
const TARGET_CONFIRMATIONS = 6;

export type Judged = { readonly wanted: CreateRequest; readonly amount: Money; readonly recipient: StoredRecipient };

export function judgeInstruction(
  body: unknown,
  { account, recipients }: { account: Account; recipients: SimulatedRecipients },
): Judged | Trouble {
  const read = CreateRequest.safeParse(body);
  if (!read.success) {
    const [issue] = read.error.issues;
    const member = String(issue?.path[0] ?? "");
    const isMissing = member !== "" && typeof body === "object" && body !== null && !Object.hasOwn(body, member);
    return {
      kind: isMissing ? "missing" : "invalid",
      text: member === "ledgerCurrency" ? (issue?.message ?? "") : `${member} ${issue?.message ?? ""}`.trim(),
    };
  }
  const wanted = read.data;
  const amount = moneyOf(wanted.amount, wanted.currency);
  if (!amount || amount.minor <= 0n) return { kind: "invalid", text: `amount is no amount in ${wanted.currency}.` };
  if (!isWorthPaying(amount)) return { kind: "invalid", text: "amount is below the minimum of 5 USD." };
  if (!account.balances[wanted.ledgerCurrency]) return { kind: "invalid", text: `There is no ledger in ${wanted.ledgerCurrency}.` };
  const recipient = payee(account, wanted, recipients);
  if (!recipient) return { kind: "notFound", text: "Recipient not found." };
  // Whoever is paid by e-mail may still be on the way: they are invited, and the payout waits for them.
  if (recipient.status !== "active" && wanted.email === undefined) return { kind: "wrongState", text: "The recipient is not active." };
  return { wanted, amount, recipient };
}

function payee({ accountId }: Account, { recipientId, email }: CreateRequest, recipients: SimulatedRecipients): StoredRecipient | null {
  if (recipientId !== undefined) return recipients.find(accountId, recipientId);
  if (email === undefined) return null;
  return recipients.findByEmail(accountId, email) ?? recipients.put({ accountId, email, status: "invited" });
}

/** What a group's answer calls the payee of an instruction that it left. */
export function payeeOf({ accountId }: Account, instruction: Readonly<Record<string, unknown>>, recipients: SimulatedRecipients): string {
  const { recipientId, email } = instruction;
  if (typeof email === "string") return email;
  const recipient = typeof recipientId === "string" ? recipients.find(accountId, recipientId) : null;
  return recipient?.label ?? recipient?.email ?? "";
}

export function renderPayout(payout: Payout): Record<string, unknown> {
  const { details, state, history } = payout;
  const currency = isCurrency(payout.currency) ? payout.currency : "USD";
  const executed = history.find((step) => step.state === "inFlight")?.at ?? history.at(-1)?.at ?? payout.bookedAt;
  const isSent = state === "settled" || state === "returned" || (state === "inFlight" && details.stage === "processing");
  const { coin, ledgerCurrency } = details;
  const inCoin = convert(money(BigInt(payout.amountMinor), currency), coin);
  return {
    id: payout.providerPayoutId,
    recipientId: details.recipientId,
    shopperId: null,
    amount: amountLiteral(money(BigInt(payout.amountMinor), currency)),
    currency,
    ledgerCurrency,
    ...(isSent
      ? {
          exchangeRates: {
            [coin]: Object.fromEntries([currency, ledgerCurrency].map((to) => [to, new NumberLiteral(rateText(coin, to))])),
          },
        }
      : {}),
    email: details.email,
    ...(payout.reference === null ? {} : { reference: payout.reference }),
    ...(details.label === null ? {} : { label: details.label }),
    ...(details.notificationURL === null ? {} : { notificationURL: details.notificationURL }),
    ...(details.notificationEmail === null ? {} : { notificationEmail: details.notificationEmail }),
    effectiveDate: details.effectiveDate,
    requestDate: payout.bookedAt,
    ...(isSent ? { dateExecuted: executed } : {}),
    status: payout.unseen ? UNSEEN_WORD : state === "inFlight" ? details.stage : STATUS_WORDS[state],
    ...(details.groupId === null ? {} : { groupId: details.groupId }),
    transactions: isSent
      ? [
          {
            txid: createHash("sha256").update(payout.providerPayoutId).digest("hex"),
            amount: amountLiteral(inCoin),
            date: executed,
            confirmations: state === "inFlight" ? 1 : TARGET_CONFIRMATIONS,
          },
        ]
      : [],
    token: details.token,
    ...(state === "failed" ? { message: payout.failure ?? "failed" } : {}),
  };
}

export function withTextAmount(rendered: Record<string, unknown>): Record<string, unknown> {
  const { amount } = rendered;
  return amount instanceof NumberLiteral ? { ...rendered, amount: amount.text } : rendered;
}
