import * as z from "zod";
import { type Currency, decimalsOf, isCurrency } from "@/lib/base/currency";
import { NumberLiteral } from "@/lib/base/exact-json";
import { money } from "@/lib/base/money";
import { failed, ok, type Result } from "@/lib/base/result";
import { HOUR_MS, MINUTE_MS } from "@/lib/base/time";
import type { FailureReason } from "@/lib/domain/payout/failure";
import { defineSimulator, readInput } from "../contract/simulator";
import type {
  Answer,
  HistoricPayout,
  SimulatedAccount,
  SimulatedProvider,
  SimulatedRequest,
  SimulatorDesk,
} from "../contract/simulator-spec";
import { isSignedBy, sinOf } from "./signing";
import { amountLiteral, coded, json, older, REFUSALS, success } from "./simulator-answers";
import { base58Text } from "./simulator-ids";
import { openPayouts } from "./simulator-payouts";
import { convert, rateText, SIMULATED_CURRENCIES } from "./simulator-rates";
import { openRecipients } from "./simulator-recipients";
import { openTokens, type SimulatedTokens } from "./simulator-tokens";
import { BitPayCredentials, BitPayDetails, PaidInvoice, PairingMove } from "./simulator-wire";
import { exactJsonOf } from "./wire";

type Desk = SimulatorDesk<BitPayCredentials, BitPayDetails>;
type Account = SimulatedAccount<BitPayCredentials>;

/**
 * A make-believe BitPay, as strict as its documentation says the real one is. What the documentation leaves open is decided here and
 * said in the README.
 */
export const bitpaySimulator = defineSimulator<BitPayCredentials, BitPayDetails>({
  prefixes: ["bitpay"],
  credentials: BitPayCredentials,
  accountIdOf: ({ publicKey }) => sinOf(publicKey),
  details: BitPayDetails,
  keeps: ["tokens"],
  reasons: { refuse: Object.keys(REFUSALS), fail: ["failed"] },
  codeFor: (mood, reason) => (mood === "refuse" ? refuseCodeFor(reason) : reason === "unknown" ? "failed" : null),
  codes: { shortBalance: null, returned: "returned" },
  debitOf: ({ amountMinor, currency, details }) => convert(money(BigInt(amountMinor), knownCurrency(currency)), details.ledgerCurrency),
  drawId: (random) => base58Text(random, 22),
  open,
});

function open(desk: Desk): SimulatedProvider<BitPayCredentials, BitPayDetails> {
  const recipients = openRecipients(desk);
  const payouts = openPayouts(desk, recipients);
  const tokens = openTokens(desk);

  return {
    classify({ method, path }) {
      if (path === "/tokens") return "auth";
      if (method === "POST" && (path === "/payouts" || path === "/payouts/group")) return "create";
      return method === "POST" && path === "/recipients" ? "enrol" : "read";
    },
    respond(request) {
      const { method, path } = request;
      if (request.headers["x-accept-version"] !== "2.0.0") return older("X-Accept-Version must be 2.0.0", 400);
      const hasBody = method === "POST" || method === "PUT";
      if (hasBody && !request.headers["content-type"]?.includes("application/json")) return older("The body must be application/json", 400);
      const body = hasBody ? exactJsonOf(request.body) : {};
      if (body === undefined) return older("The body is no JSON", 400);

      if (path === "/tokens" && method === "POST") return tokens.create(body);
      if (method === "GET" && (path === "/currencies" || path.startsWith("/rates"))) return publicly(path);
      const facade = /^\/(?:payouts|recipients)(?:\/|$)/.test(path) ? "payout" : path === "/ledgers" ? "merchant" : null;
      if (!facade) return coded(method, { kind: "notFound", text: `There is no ${method} ${path}.` });

      const caller = authenticate(desk, tokens, { request, body, facade });
      if ("status" in caller) return caller;
      if (facade === "merchant") {
        return method === "GET" ? ledgersOf(desk, caller) : coded(method, { kind: "notFound", text: `There is no ${method} ${path}.` });
      }
      return (path.startsWith("/payouts") ? payouts : recipients).respond(caller, request, body);
    },
    rateLimited: (seconds) => json(429, { error: "Too many requests" }, { "retry-after": String(seconds) }),
    unavailable: (seconds) => json(503, { error: "Service unavailable" }, { "retry-after": String(seconds) }),
    eventsOf: payouts.eventsOf,
    postpone: payouts.postpone,
    nextDueAt() {
      const dues = [payouts.nextDueAt(), recipients.nextDueAt()].filter((due) => due !== null);
      return dues.length === 0 ? null : new Date(Math.min(...dues.map((due) => due.getTime())));
    },
    workDue() {
      payouts.workDue();
      recipients.workDue();
    },
    // Nothing is signed, so the lie that `webhooksForged` sends looks like the truth but for what it says.
    signWebhook: () => ({ accept: "application/json", "content-type": "application/json" }),
    webhookRetriesMs: WEBHOOK_RETRIES_MS,
    isDelivered: (status) => status === 200,
    addOrder: (input) => takeIn(desk, input),
    moveEnrolment(input) {
      const pairing = PairingMove.safeParse(input);
      return pairing.success ? tokens.approve(pairing.data) : recipients.control(input);
    },
    historicDetails,
  };
}

/** Several tries are documented, but not when; these times are ours. */
const WEBHOOK_RETRIES_MS = [MINUTE_MS, 5 * MINUTE_MS, 15 * MINUTE_MS, HOUR_MS, 6 * HOUR_MS, 24 * HOUR_MS];

type Asking = { readonly request: SimulatedRequest; readonly body: unknown; readonly facade: "payout" | "merchant" };

/** Key, signature, token, facade: in this order, and nothing is looked at before all four hold. */
function authenticate(desk: Desk, tokens: SimulatedTokens, { request, body, facade }: Asking): Account | Answer {
  const { method, fullPath, search = new URLSearchParams(request.query).toString(), headers } = request;
  const url = `${desk.world.origin()}${fullPath}${search === "" ? "" : `?${search}`}`;
  const hasBody = method === "POST" || method === "PUT";
  const signed = { url, body: hasBody ? request.body : new Uint8Array() };
  const identity = headers["x-identity"] ?? "";
  if (!isSignedBy(identity, signed, headers["x-signature"] ?? "")) return older("Invalid signature");

  const inBody = z.object({ token: z.string() }).safeParse(body);
  const token = hasBody ? (inBody.success ? inBody.data.token : "") : (request.query.token ?? "");
  const known = tokens.find(token);
  if (!known || known.sin !== sinOf(identity) || known.accountId === null) return older("Invalid token");
  if (known.facade !== facade) return older(`This endpoint does not support the \`${known.facade}\` facade`, 400);
  return desk.accounts.get(known.accountId) ?? older("Invalid token");
}

/** Money that a payout has merely been promised is still in the ledger until the payout is funded. */
function ledgersOf(desk: Desk, { accountId, balances }: Account): Answer {
  const promised = new Map<string, bigint>();
  for (const payout of desk.payouts.values()) {
    if (payout.accountId !== accountId || payout.state !== "received" || !payout.held) continue;
    const debit = convert(money(BigInt(payout.amountMinor), knownCurrency(payout.currency)), payout.details.ledgerCurrency);
    promised.set(debit.currency, (promised.get(debit.currency) ?? 0n) + debit.minor);
  }
  const rows = Object.entries(balances).flatMap(([currency, { availableMinor }]) => {
    if (!isCurrency(currency)) return [];
    return [{ currency, balance: amountLiteral(money(BigInt(availableMinor) + (promised.get(currency) ?? 0n), currency)) }];
  });
  return success("merchant/ledger", rows);
}

function publicly(path: string): Answer {
  if (path === "/currencies") {
    const rows = SIMULATED_CURRENCIES.map((code) => ({
      code,
      symbol: code,
      precision: decimalsOf(code),
      name: code,
      plural: code,
      chain: code,
    }));
    return json(200, { data: rows });
  }
  const [, base = "BTC", wanted] = path.split("/").slice(1);
  if (!isPriced(base)) return coded("GET", { kind: "notFound", text: "There is no rate of that." });
  const rateIn = (code: Currency) => ({ code, name: code, rate: new NumberLiteral(rateText(base, code)) });
  if (wanted === undefined) return json(200, { data: SIMULATED_CURRENCIES.map(rateIn) });
  return isPriced(wanted) ? json(200, { data: rateIn(wanted) }) : coded("GET", { kind: "notFound", text: "There is no rate of that." });
}

function isPriced(text: string): text is Currency {
  return SIMULATED_CURRENCIES.some((one) => one === text);
}

function knownCurrency(text: string): Currency {
  if (isCurrency(text)) return text;
  throw new Error(`The make-believe BitPay has booked a payout in ${text}.`);
}

/** An invoice that was paid: its money is in the ledger at once. */
function takeIn(desk: Desk, input: unknown): Result<unknown, readonly string[]> {
  const read = readInput(PaidInvoice, input);
  if (!read.ok) return read;
  const { accountId, amountMinor, currency } = read.value;
  const account = accountId === undefined ? [...desk.accounts.values()][0] : desk.accounts.get(accountId);
  if (!account) return failed(["accountId: no such merchant account is registered."]);
  const before = account.balances[currency] ?? { openingMinor: "0", availableMinor: "0", currentMinor: "0" };
  const plus = (minor: string) => String(BigInt(minor) + BigInt(amountMinor));
  const after = { ...before, availableMinor: plus(before.availableMinor), currentMinor: plus(before.currentMinor) };
  desk.accounts.put(account.accountId, { ...account, balances: { ...account.balances, [currency]: after } });
  return ok({ accountId: account.accountId, currency, balanceMinor: after.availableMinor });
}

function historicDetails(payout: HistoricPayout): Result<BitPayDetails, readonly string[]> {
  const { destination, currency, statementText, bookedAt, state, reference } = payout;
  if (destination.kind === "order" || destination.kind === "paymentSource") {
    return failed(["destination: BitPay cannot pay back to an account that paid in."]);
  }
  const address = destination.address;
  const email = address?.kind === "emailWallet" ? address.email : null;
  return ok({
    recipientId: destination.kind === "enrolled" ? destination.providerReceiverId : `recipient-of-${reference}`,
    email,
    ledgerCurrency: currency,
    coin: "BTC",
    label: statementText || null,
    notificationURL: null,
    notificationEmail: null,
    effectiveDate: `${new Date(bookedAt).toISOString().slice(0, 10)}T09:00:00.000Z`,
    groupId: null,
    stage: state === "received" ? "funded" : "processing",
    token: `token-of-${reference}`,
  });
}

function refuseCodeFor(reason: FailureReason): string | null {
  return Object.entries(REFUSALS).find(([, { meaning }]) => meaning === reason)?.[0] ?? null;
}
