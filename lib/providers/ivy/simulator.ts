import { createHash, createHmac } from "node:crypto";
import * as z from "zod";
import { isCurrency } from "@/lib/base/currency";
import { NumberLiteral, writeExactJson } from "@/lib/base/exact-json";
import { failed, ok, type Result } from "@/lib/base/result";
import { SECOND_MS } from "@/lib/base/time";
import type { FailureReason } from "@/lib/domain/payout/failure";
import { defineSimulator, readInput } from "../contract/simulator";
import type {
  Answer,
  BookedPayout,
  HistoricPayout,
  SimulatedAccount,
  SimulatedEvent,
  SimulatedProvider,
  SimulatedRequest,
  SimulatorDesk,
} from "../contract/simulator-spec";
import { NUMBER_KEY } from "./instruction";
import { FAILURES } from "./mapping";
import { amountLiteral, invalid, json, older, REFUSALS } from "./simulator-answers";
import { addressOnWire, openOrders } from "./simulator-orders";
import { createPayout, listPayouts, listTransactions, renderPayout } from "./simulator-payouts";
import { FinancialAddress, IvyCredentials, IvyDetails } from "./simulator-wire";
import { exactJsonOf } from "./wire";

type Desk = SimulatorDesk<IvyCredentials, IvyDetails>;
type Account = SimulatedAccount<IvyCredentials>;

const CREATE_PATH = "/api/service/payout/create";

/**
 * A make-believe Ivy, as strict as its documentation says the real one is. What the documentation leaves open is decided here and said
 * in the README.
 */
export const ivySimulator = defineSimulator<IvyCredentials, IvyDetails>({
  prefixes: ["ivy"],
  credentials: IvyCredentials,
  accountIdOf: ({ apiKey }) => `ivy-${createHash("sha256").update(apiKey).digest("hex").slice(0, 12)}`,
  details: IvyDetails,
  reasons: { refuse: Object.keys(REFUSALS), fail: Object.keys(FAILURES) },
  codeFor: (mood, reason) => (mood === "refuse" ? refuseCodeFor(reason) : failCodeFor(reason)),
  codes: { shortBalance: "insufficient_funds", returned: "rejected_by_counterparty" },
  open,
});

function open(desk: Desk): SimulatedProvider<IvyCredentials, IvyDetails> {
  const orders = openOrders(desk);
  const doors: Readonly<Record<string, (call: { account: Account; request: SimulatedRequest; body: unknown }) => Answer>> = {
    "payout/create": (call) => createPayout(desk, { ...call, orders }),
    "payout/retrieve": ({ account, body }) =>
      withInput(ById, body, ({ id }) => {
        const payout = desk.payouts.get(id);
        return payout?.accountId === account.accountId ? json(200, renderPayout(payout)) : older(404, "NOT_FOUND", "Payout not found.");
      }),
    "payout/list": ({ account, body }) => withInput(Page, body, (page) => listPayouts(desk, account, page)),
    "transaction/list": ({ account, body }) => withInput(Ledger, body, (window) => listTransactions(desk, account, window)),
    "order/details": ({ account, body }) => withInput(ById, body, ({ id }) => orders.details(account, id)),
    "balance/retrieve": ({ account, body }) => withInput(OfCurrency, body, (wanted) => balancesOf(account, wanted.currency)),
    "payee/verify": ({ body }) => withInput(Payee, body, ({ payee }) => verifyPayee(payee, orders.holderOf)),
  };

  return {
    classify: ({ path }) => (path === CREATE_PATH ? "create" : "read"),
    respond(request) {
      const apiKey = request.headers["x-ivy-api-key"];
      const account = [...desk.accounts.values()].find(({ credentials }) => credentials.apiKey === apiKey);
      if (!account) return older(401, "UNAUTHENTICATED", "The API key is missing or not valid.");
      const door = request.method === "POST" ? doors[request.path.replace(/^\/api\/service\//, "")] : undefined;
      if (!door) return older(404, "NOT_FOUND", `There is no ${request.method} ${request.path}.`);
      if (!request.headers["content-type"]?.includes("application/json")) return invalid("The body must be application/json.");
      const body = request.body.byteLength === 0 ? {} : exactJsonOf(request.body);
      return body === undefined ? invalid("The body is no JSON.") : door({ account, request, body });
    },
    rateLimited: (seconds) => older(429, "TOO_MANY_REQUESTS", "Too many requests.", { "retry-after": String(seconds) }),
    unavailable: (seconds) => older(503, "SERVICE_UNAVAILABLE", "Service unavailable.", { "retry-after": String(seconds) }),
    eventsOf: (payout) => eventsOf(payout, desk),
    signWebhook({ account, body, forged }) {
      const secret = forged ? `not-${account.credentials.webhookSecret}` : account.credentials.webhookSecret;
      return { "content-type": "application/json", "x-ivy-signature": createHmac("sha256", secret).update(body).digest("hex") };
    },
    webhookRetriesMs: WEBHOOK_RETRIES_MS,
    isDelivered: (status) => status === 200,
    addOrder: orders.add,
    historicDetails: (payout) => historicDetails(payout, orders.payerOf),
  };
}

/** Six intervals are documented, and that the fifteenth is about 54 hours; between them the numbers are ours. */
const WEBHOOK_RETRIES_MS = [30, 22, 140, 541, 1426, 3200, 6000, 10_000, 16_000, 25_000, 38_000, 56_000, 82_000, 120_000, 194_400].map(
  (seconds) => seconds * SECOND_MS,
);

const EVENTS: Readonly<Record<string, string>> = {
  received: "payout.initiated",
  settled: "payout.paid",
  failed: "payout.failed",
  returned: "payout.failed",
};

/** No event tells of `in_transit` and `canceled`. */
function eventsOf(payout: BookedPayout<IvyDetails>, desk: Desk): readonly SimulatedEvent[] {
  const type = EVENTS[payout.state];
  if (!type || payout.unseen) return [];
  const date = desk.world.now().toISOString();
  return [{ name: type, body: writeExactJson({ id: desk.newId(), type, date, payload: renderPayout(payout) }) }];
}

const Whole = z
  .instanceof(NumberLiteral)
  .refine(({ text }) => /^\d{1,9}$/.test(text), "must be a whole number")
  .transform(({ text }) => Number(text));
const ById = z.object({ id: z.string().min(1) });
const Page = z.object({
  limit: Whole.pipe(z.int().min(1).max(100)).default(10),
  skip: Whole.default(0),
  type: z.enum(["customer-payout", "beneficiary-payout"]).optional(),
});
const Moment = z.instanceof(NumberLiteral).transform(({ text }) => Number(text));
const Ledger = z.object({ from: Moment, to: Moment, accountId: z.string().optional(), afterCursor: z.string().optional() });
const OfCurrency = z.object({ currency: z.string().optional(), accountId: z.string().optional() });
const Payee = z.object({ payee: FinancialAddress });

function withInput<T>(schema: z.ZodType<T>, body: unknown, act: (input: T) => Answer): Answer {
  const read = readInput(schema, body);
  return read.ok ? act(read.value) : older(400, "VALIDATION", read.error.join(" "));
}

function balancesOf({ balances }: Account, wanted: string | undefined): Answer {
  const rows = Object.entries(balances).flatMap(([currency, { availableMinor }]) =>
    isCurrency(currency) && (wanted === undefined || wanted === currency)
      ? [{ currency, available: amountLiteral(availableMinor, currency) }]
      : [],
  );
  return json(200, { balances: rows });
}

/** Known payers are compared; for everybody else a word in the name decides, so that each answer can be had. */
function verifyPayee(payee: FinancialAddress, holderOf: (iban: string) => string | null): Answer {
  if (payee.type !== "iban") return invalid("Only IBANs can be verified.", "payee.type");
  const name = fold(payee.iban.accountHolderName);
  const holder = holderOf(payee.iban.iban);
  if (name.includes("nobank")) return json(200, { status: "not_available" });
  if (name.includes("nomatch")) return json(200, { status: "no_match" });
  if (name.includes("partial")) return json(200, { status: "partial_match", suggestedAccountHolderName: holder ?? "Jo Payer" });
  if (holder === null || fold(holder) === name) return json(200, { status: "match" });
  const isClose = fold(holder)
    .split(" ")
    .some((part) => name.split(" ").includes(part));
  return json(200, isClose ? { status: "partial_match", suggestedAccountHolderName: holder } : { status: "no_match" });
}

function fold(name: string): string {
  return name.toLowerCase().replace(/\s+/g, " ").trim();
}

function historicDetails(
  payout: HistoricPayout,
  payerOf: (orderId: string) => FinancialAddress | null,
): Result<IvyDetails, readonly string[]> {
  const { destination, metadata, statementText, reference } = payout;
  if (destination.kind === "paymentSource") return failed(["destination: Ivy pays back to orders, not to payment sources."]);
  if (destination.kind === "enrolled") return failed(["destination: Ivy enrols nobody."]);
  const address = destination.kind === "account" ? addressOnWire(destination.address, destination.holderName) : null;
  if (destination.kind === "account" && !address) return failed([`destination: nobody at Ivy is paid at a ${destination.address.kind}.`]);
  return ok({
    destination: destination.kind === "account" ? address : payerOf(destination.orderId),
    orderId: destination.kind === "order" ? destination.orderId : null,
    metadata: { ...metadata, [NUMBER_KEY]: reference },
    paymentReference: statementText || null,
    rail: null,
    fingerprint: null,
  });
}

function refuseCodeFor(reason: FailureReason): string | null {
  return Object.entries(REFUSALS).find(([, { meaning }]) => meaning === reason)?.[0] ?? null;
}

function failCodeFor(reason: FailureReason): string | null {
  return Object.entries(FAILURES).find(([, meaning]) => meaning === reason)?.[0] ?? null;
}
