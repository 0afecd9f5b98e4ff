import { timingSafeEqual } from "node:crypto";
import { failed, ok, type Result } from "@/lib/base/result";
import { HOUR_MS, MINUTE_MS, SECOND_MS } from "@/lib/base/time";
import type { FailureReason } from "@/lib/domain/payout/failure";
import { defineSimulator, readInput } from "../contract/simulator";
import type {
  Answer,
  BookedPayout,
  HistoricPayout,
  SimulatedAccount,
  SimulatedProvider,
  SimulatedRequest,
  SimulatorDesk,
} from "../contract/simulator-spec";
import { railOf } from "./account-rails";
import { FAILURE_FLAGS } from "./mapping";
import { signatureOf } from "./signing";
import { openAccounts } from "./simulator-accounts";
import { json, problem, REFUSALS } from "./simulator-answers";
import { openEnrolments } from "./simulator-enrolments";
import { openEvents } from "./simulator-events";
import { feeOf, openPayouts } from "./simulator-payouts";
import { openReceivers } from "./simulator-receivers";
import { Fields, IpayCredentials, IpayDetails } from "./simulator-wire";
import { exactJsonOf } from "./wire";

type Desk = SimulatorDesk<IpayCredentials, IpayDetails>;
type Account = SimulatedAccount<IpayCredentials>;

/** Failures as the upstream provider tells them, and two of our own for what only a simulator is told to do. */
const FAIL_CODES = { ...FAILURE_FLAGS, "SIM-PAYO-BALANCE": "insufficientFunds", "SIM-PAYO-RETURNED": "returned" } as const satisfies Record<
  string,
  FailureReason
>;

/**
 * A make-believe Ipay, as strict as its documentation says the real one is. What the documentation leaves open is decided here and said
 * in the README.
 */
export const ipaySimulator = defineSimulator<IpayCredentials, IpayDetails>({
  prefixes: ["ipay"],
  credentials: IpayCredentials,
  accountIdOf: ({ subaccountId }) => subaccountId,
  details: IpayDetails,
  reasons: { refuse: Object.keys(REFUSALS), fail: Object.keys(FAIL_CODES) },
  codeFor: (mood, reason) => (mood === "refuse" ? refuseCodeFor(reason) : failCodeFor(reason)),
  codes: { shortBalance: "SIM-PAYO-BALANCE", returned: "SIM-PAYO-RETURNED" },
  open,
});

function open(desk: Desk): SimulatedProvider<IpayCredentials, IpayDetails> {
  const events = openEvents(desk);
  const receivers = openReceivers(desk, events);
  const accounts = openAccounts(desk, { receivers, events });
  const payouts = openPayouts(desk, { receivers, accounts });
  const enrolments = openEnrolments(desk, { receivers, accounts, payouts, events });
  const eventsOf = (payout: BookedPayout<IpayDetails>) => [events.ofPayout(payout, payouts.statusOf(payout))];
  const isTooMany = rateLimiter(desk);

  const doors: readonly Door[] = [
    ["POST", /^\/receiver$/, ({ account, body }) => withFields(body, (fields) => receivers.create(account, fields))],
    ["GET", /^\/receiver$/, ({ account, request }) => receivers.list(account, request)],
    ["GET", /^\/receiver\/([^/]+)$/, ({ account }, id) => receivers.get(account, id)],
    ["POST", /^\/receiver-account\/verify$/, ({ account, body }) => accounts.verify(account, body)],
    ["POST", ACCOUNT_PATH, ({ account, body }, rail) => withFields(body, (fields) => accounts.create(account, rail, fields))],
    ["GET", /^\/receiver-account$/, ({ account, request }) => accounts.list(account, request.query.receiver_id ?? "")],
    ["GET", /^\/receiver-account\/([^/]+)$/, ({ account }, id) => accounts.get(account, id)],
    ["POST", CREATE_PATH, ({ account, body }) => withFields(body, (fields) => payouts.create(account, fields))],
    ["GET", /^\/payout$/, ({ account, request }) => payouts.list(account, request)],
    ["GET", /^\/payout\/([^/]+)$/, ({ account }, id) => payouts.get(account, id)],
    ["POST", /^\/test-helpers\/status$/, ({ account, body }) => withFields(body, (fields) => forceStatus(desk, account, fields))],
    ["GET", /^\/subaccount(?:\/([^/]+))?$/, ({ account }, id) => subaccountOf(account, id)],
    ["GET", /^\/balance$/, ({ account, request }) => balancesOf(account, request)],
  ];

  return {
    classify({ method, path }) {
      const door = pathOf(path);
      if (method !== "POST" || door === "/receiver-account/verify") return "read";
      if (CREATE_PATH.test(door)) return "create";
      return door === "/receiver" || ACCOUNT_PATH.test(door) ? "enrol" : "read";
    },
    respond(request) {
      const account = callerOf(desk, request);
      if (!account) return json(401, { message: "Unauthorized" });
      if (isTooMany(account)) return tooMany(1);
      const door = pathOf(request.path);
      for (const [method, path, act] of doors) {
        const match = request.method === method ? path.exec(door) : null;
        if (!match) continue;
        const body = request.method === "POST" ? exactJsonOf(request.body) : {};
        return body === undefined
          ? json(400, { message: "The body is no JSON" })
          : act({ account, request, body }, decodeURIComponent(match[1] ?? ""));
      }
      return json(404, { message: "Not Found" });
    },
    rateLimited: tooMany,
    unavailable: (seconds) => json(503, { message: "Service Unavailable" }, { "retry-after": String(seconds) }),
    eventsOf,
    // Nothing is signed, so a lie looks like the truth.
    signWebhook: () => ({ "content-type": "application/json" }),
    webhookRetriesMs: [5 * MINUTE_MS, 15 * MINUTE_MS, HOUR_MS, 6 * HOUR_MS, 24 * HOUR_MS],
    isDelivered: (status) => status === 200,
    addOrder: () => failed(["Ipay has no closed loop: nothing is paid in there."]),
    moveEnrolment: enrolments.move,
    nextDueAt: enrolments.nextDueAt,
    workDue: enrolments.workDue,
    postpone: payouts.postpone,
    historicDetails: (payout) => historicDetails(desk, payout),
  };
}

const CREATE_PATH = /^\/payout\/single$/;
const ACCOUNT_PATH =
  /^\/receiver-account\/((?:usd|eur)\/virtual-card|aud\/direct-entry|cad\/(?:eft|digital)|eur\/sepa|nzd\/direct-credit|usd\/ach)$/;

type Call = { readonly account: Account; readonly request: SimulatedRequest; readonly body: unknown };
type Door = readonly [method: string, path: RegExp, act: (call: Call, part: string) => Answer];

/** Under /api; Ipay writes some addresses with a slash at the end. */
function pathOf(path: string): string {
  return path.replace(/^\/api(?=\/)/, "").replace(/\/$/, "");
}

const CLOCK_MARGIN_MS = 5 * MINUTE_MS;

/** Ours: a nonce may be five minutes off, and may be used again. */
function callerOf(desk: Desk, { headers }: SimulatedRequest): Account | null {
  const account = [...desk.accounts.values()].find(({ credentials }) => credentials.apiKey === headers["x-api-key"]);
  const [nonce = "", mac = ""] = (headers.signature ?? "").split(".");
  if (!account || !/^\d{13}$/.test(nonce) || !/^[0-9a-f]{64}$/.test(mac)) return null;
  const nonceMs = Number(nonce);
  if (Math.abs(desk.world.wallNow().getTime() - nonceMs) > CLOCK_MARGIN_MS) return null;
  const right = signatureOf({ ...account.credentials, nonceMs });
  return timingSafeEqual(Buffer.from(right), Buffer.from(`${nonce}.${mac}`)) ? account : null;
}

const CALLS_A_SECOND = 20;

/** Ours: Ipay names no limit. */
function rateLimiter({ world }: Desk): (account: Account) => boolean {
  const calls = new Map<string, readonly number[]>();
  return ({ accountId }) => {
    const now = world.now().getTime();
    const recent = (calls.get(accountId) ?? []).filter((at) => at > now - SECOND_MS);
    if (recent.length >= CALLS_A_SECOND) return true;
    calls.set(accountId, [...recent, now]);
    return false;
  };
}

function tooMany(seconds: number): Answer {
  return json(429, { message: "Too Many Requests" }, { "retry-after": String(seconds) });
}

function withFields(body: unknown, act: (fields: Fields) => Answer): Answer {
  const read = readInput(Fields, body);
  return read.ok ? act(read.value) : json(400, { message: "The body is no object" });
}

/** Ipay's helper for its sandbox, which knows two ends. There are no batches to bring to one. */
function forceStatus(desk: Desk, { accountId }: Account, { id = "", type, status }: Fields): Answer {
  const payout = desk.payouts.get(id);
  if (type !== "payout" || payout?.accountId !== accountId)
    return problem("Update status failed", { code: "PAYO101", message: "Payout ID not found" });
  if (status !== "success" && status !== "fail") return json(400, { message: "Status is success or fail" });
  if (payout.state !== "received" && payout.state !== "inFlight") return json(400, { message: "The payout is at its end" });
  desk.move(id, status === "success" ? "settled" : "failed");
  return json(200, { statusCode: 200, message: "Status updated" });
}

function subaccountOf({ credentials, webhookUrl }: Account, id: string): Answer {
  const { subaccountId } = credentials;
  if (id !== "" && id !== subaccountId) return problem("Get subaccount failed", { code: "SUBA101", message: "Subaccount not found" });
  const payload = {
    id: subaccountId,
    suba_name: "Counterfoil rehearsal",
    title: "",
    kassi_status: "ACCEPTED",
    business_name: "Rehearsal Pty Ltd",
    business_or_individual: "B",
    has_passed_kyc: true,
    postback_url: webhookUrl ?? "",
  };
  return json(200, { message: "Subaccount found", payload });
}

function balancesOf({ credentials, balances }: Account, { query }: SimulatedRequest): Answer {
  if (query.subaccount_id !== credentials.subaccountId) {
    return problem("Get balance failed", { code: "SUBA101", message: "Subaccount not found" });
  }
  const payload = Object.entries(balances).map(([asset, { currentMinor, availableMinor }]) => ({
    asset,
    balance: currentMinor,
    available: availableMinor,
  }));
  return json(200, { message: "Balance found", payload });
}

function historicDetails(desk: Desk, payout: HistoricPayout): Result<IpayDetails, readonly string[]> {
  const { destination, statementText, amountMinor } = payout;
  const transactionIds: [string, string] = [desk.newId(), desk.newId()];
  const kept = { note: statementText, feeMinor: String(feeOf(BigInt(amountMinor))), unassessed: false, transactionIds };
  if (destination.kind === "enrolled") {
    const { providerReceiverId: receiverId, providerAccountId } = destination;
    return ok({ ...kept, receiverId, receiverAccountId: providerAccountId ?? "", holderName: null });
  }
  if (destination.kind !== "account") return failed(["destination: Ipay pays receivers and their accounts, not what paid in."]);
  if (!railOf(destination.address)) return failed([`destination: Ipay does not pay to a ${destination.address.kind}.`]);
  return ok({ ...kept, receiverId: desk.newId(), receiverAccountId: desk.newId(), holderName: destination.holderName });
}

function refuseCodeFor(reason: FailureReason): string | null {
  return Object.entries(REFUSALS).find(([, { meaning }]) => meaning === reason)?.[0] ?? null;
}

function failCodeFor(reason: FailureReason): string | null {
  return Object.entries(FAIL_CODES).find(([, meaning]) => meaning === reason)?.[0] ?? null;
}
