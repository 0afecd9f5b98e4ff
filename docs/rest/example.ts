/**
 * Payouts from a program, with nothing but what Node brings: `npx tsx docs/rest/example.ts`.
 *
 *     export COUNTERFOIL_URL=http://localhost:3000
 *     export COUNTERFOIL_KEY=$(npm run --silent counterfoil -- api-key create --merchant demo --json | node -p 'JSON.parse(fs.readFileSync(0)).key')
 *
 * It sends a little money back to an account that paid in and waits until it has arrived; then it puts a receiver on file, asks for a
 * payout to the new account, and takes it back. Copy what you need: it is small on purpose.
 */
import { setTimeout as sleep } from "node:timers/promises";

// ---- What comes and goes, as far as this example needs it. The whole of it is at /api/v1/openapi.json.

type PayoutState =
  | "draft"
  | "awaitingApproval"
  | "approved"
  | "held"
  | "dispatching"
  | "unconfirmed"
  | "inFlight"
  | "settled"
  | "returned"
  | "discarded"
  | "rejected"
  | "expired"
  | "refused"
  | "failed"
  | "cancelled";

type Account = { kind: "iban"; iban: string };

type PayoutOrder = {
  connection: string;
  amountMinor: number | string;
  currency: string;
  to:
    | { type: "order"; orderId: string }
    | { type: "paymentSource"; userId: string; paymentSourceId: string }
    | { type: "receiverAccount"; receiverAccountId: string }
    | { type: "inline"; name: string; account: Account };
  reference: string;
  metadata?: Record<string, string>;
};

type Payout = {
  id: string;
  number: string;
  state: PayoutState;
  amountMinor: number | string;
  currency: string;
  neededCheckers: number;
  failure: { reason: string; sentence: string } | null;
};

type PaymentSource = {
  connection: { name: string };
  sourceId: string;
  userId: string | null;
  currency: string;
  returnableMinor: number | string;
};

type Receiver = { id: string; name: string; accounts: { id: string; masked: string; standing: string }[] };
type Page<T> = { items: T[]; nextCursor: string | null };
type Problem = { status: number; code: string; detail: string; errors?: Record<string, string[]>; requestId?: string };

/** An answer that trying again does not change. Programs compare `code`; people read the sentence and quote the request id. */
class CounterfoilError extends Error {
  readonly code: string;
  constructor({ status, code, detail, errors, requestId }: Problem) {
    const fields = Object.entries(errors ?? {}).map(([path, sentences]) => `\n  ${path}: ${sentences.join(" ")}`);
    super(`${status} ${code}: ${detail}${fields.join("")} (request ${requestId})`);
    this.code = code;
  }
}

// ---- The client.

const { COUNTERFOIL_URL = "http://localhost:3000", COUNTERFOIL_KEY } = process.env;
const TRIES = 8;

/**
 * One request, tried until there is an answer. Sent again are only requests that change nothing and those that carry a key of their own:
 * the key makes the second one harmless, also where the first one was done and only its answer got lost.
 */
async function ask<T>(method: "GET" | "POST", path: string, { body, key }: { body?: unknown; key?: string } = {}): Promise<T> {
  const mayRepeat = method === "GET" || key !== undefined;
  for (let attempt = 1; ; attempt += 1) {
    const response = await fetch(`${COUNTERFOIL_URL}/api/v1${path}`, {
      method,
      headers: {
        Authorization: `Bearer ${COUNTERFOIL_KEY}`,
        ...(key === undefined ? {} : { "Idempotency-Key": key }),
        ...(body === undefined ? {} : { "Content-Type": "application/json" }),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
      signal: AbortSignal.timeout(30_000),
    }).catch(() => null);

    if (response?.ok) return (await response.json()) as T;
    const problem = response && ((await response.json()) as Problem);
    const passes = problem === null || problem.code === "inFlight" || problem.status === 429 || problem.status >= 500;
    if (!passes || !mayRepeat || attempt === TRIES) {
      throw problem ? new CounterfoilError(problem) : new Error(`No answer to ${method} ${path}.`);
    }
    const seconds = Number(response?.headers.get("Retry-After") ?? 0);
    await sleep(Math.max(seconds * 1000, 200 * 2 ** attempt));
  }
}

/** The key names what you mean to do, not the try: take it from your own records, so that a restart of your program sends the same one. */
function makePayout(order: PayoutOrder): Promise<Payout> {
  return ask("POST", "/payouts", { body: order, key: `payout-${order.reference}` });
}

const ENDED: readonly PayoutState[] = ["settled", "returned", "discarded", "rejected", "expired", "refused", "failed", "cancelled"];
const WAITS_FOR_A_PERSON: readonly PayoutState[] = ["awaitingApproval", "held"];

/** `unconfirmed` is no end: it may have been paid, so wait, and never make another in its place. */
async function whatBecomesOf({ id }: Payout, waitMs: number): Promise<Payout> {
  const until = Date.now() + waitMs;
  for (;;) {
    const payout = await ask<Payout>("GET", `/payouts/${id}`);
    if (ENDED.includes(payout.state) || WAITS_FOR_A_PERSON.includes(payout.state) || Date.now() > until) return payout;
    await sleep(1000);
  }
}

/** All of a list, page by page. */
async function* all<T>(path: string): AsyncGenerator<T> {
  let cursor: string | null = null;
  do {
    const query: string = cursor === null ? "?limit=100" : `?limit=100&cursor=${cursor}`;
    const page: Page<T> = await ask("GET", path + query);
    yield* page.items;
    cursor = page.nextCursor;
  } while (cursor !== null);
}

// ---- What a shop does with it.

/** Closed loop: back to where the money came from. Small amounts need no person under the demo's policy. */
async function sendBack(reference: string): Promise<void> {
  for await (const { connection, sourceId, userId, currency, returnableMinor } of all<PaymentSource>("/payment-sources")) {
    if (BigInt(returnableMinor) < 500n) continue;
    const to =
      userId === null
        ? { type: "order" as const, orderId: sourceId }
        : { type: "paymentSource" as const, userId, paymentSourceId: sourceId };
    const order = { connection: connection.name, amountMinor: 500, currency, to, reference };
    const payout = await makePayout(order);
    // As if the first answer had been lost: the same key, and so the same payout.
    const again = await makePayout(order);
    if (again.id !== payout.id) throw new Error("One key made two payouts.");
    const { state, failure } = await whatBecomesOf(payout, 60_000);
    console.info(`Sent back 5.00 ${currency} as ${payout.number}: ${state}${failure ? `, ${failure.sentence}` : ""}`);
    return;
  }
  console.info("Nobody paid in so far.");
}

/** Open loop, to somebody new. Whether the account has to be confirmed first is the merchant's policy; until then the payout is held. */
async function payAndThinkBetter(reference: string): Promise<void> {
  const account = { holderName: "Anna Schmidt", address: { kind: "iban", iban: "DE89 3704 0044 0532 0130 00" } };
  const body = { kind: "person", name: "Anna Schmidt", reference, account };
  const receiver = await ask<Receiver>("POST", "/receivers", { body, key: `receiver-${reference}` });
  const [first] = receiver.accounts;
  if (!first) throw new Error("The receiver came without the account.");
  console.info(`${receiver.name} is on file with ${first.masked} (${first.standing})`);

  const to = { type: "receiverAccount" as const, receiverAccountId: first.id };
  const payout = await makePayout({ connection: "ivy-eur", amountMinor: 12_500, currency: "EUR", to, reference });
  console.info(`Asked for 125.00 EUR as ${payout.number}: ${payout.state}, ${payout.neededCheckers} to approve`);
  const stopped = await ask<Payout>("POST", `/payouts/${payout.id}/cancel`, {
    body: { note: "Ordered twice" },
    key: `cancel-${reference}`,
  });
  console.info(`Taken back: ${stopped.state}`);
}

/** What is wrong is named by its place in the body, in a sentence that can be shown to whoever typed it. */
async function mistype(reference: string): Promise<void> {
  const to = { type: "inline" as const, name: "Anna Schmidt", account: { kind: "iban" as const, iban: "DE00 3704 0044 0532 0130 00" } };
  try {
    await makePayout({ connection: "ivy-eur", amountMinor: 500, currency: "EUR", to, reference });
  } catch (error) {
    if (!(error instanceof CounterfoilError) || error.code !== "invalidInput") throw error;
    console.info(`Refused, as it should be: ${error.message}`);
  }
}

const run = process.argv[2] ?? crypto.randomUUID().slice(0, 8);
await sendBack(`example-${run}-1`);
await payAndThinkBetter(`example-${run}-2`);
await mistype(`example-${run}-3`);
