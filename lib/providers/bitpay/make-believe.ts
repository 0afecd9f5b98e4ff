import { addMs } from "@/lib/base/time";
import type { ConnectContext } from "../contract/connection";
import { seededRandom } from "../contract/simulator-random";
import type { OutgoingWebhook, SimulatorCore } from "../contract/simulator-spec";
import { memoryJournal, type Put } from "../contract/simulator-store";
import type { Exchange, Transport } from "../contract/transport";
import { addressOf, signed } from "./client";
import { manifest } from "./manifest";
import { type Identity, identityOf } from "./signing";
import { bitpaySimulator } from "./simulator";

// For this folder's tests: the make-believe BitPay in this process alone, with a clock that a test moves, dice with a seed, and
// webhooks that go nowhere.

const ORIGIN = "http://simulators.test";
/** A number for a key, since a test's keys are nobody's. */
const keyOf = (name: string) => identityOf(Buffer.from(name.padEnd(32, "-")).toString("hex"));
export const KEYS: Readonly<Record<string, Identity>> = { one: keyOf("one"), two: keyOf("two"), stranger: keyOf("stranger") };

export type Call = {
  readonly body?: unknown;
  readonly query?: Readonly<Record<string, string>>;
  /** Whose key signs; "one" unless said otherwise. */
  readonly by?: string;
  /** Given as it is; the caller's own payout token unless said otherwise, and none for null. */
  readonly token?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
  /** What is sent in place of what was signed. */
  readonly sentPath?: string;
  readonly sentBody?: string;
};

export async function openMakeBelieve(
  options: { readonly seed?: number; readonly deliverTo?: () => number | null; readonly journal?: Put[]; readonly startAt?: string } = {},
) {
  const { seed = 1, deliverTo = () => 200, journal = [], startAt = "2026-03-02T09:00:00.000Z" } = options;
  const clock = { now: new Date(startAt) };
  const sent: { at: Date; webhook: OutgoingWebhook }[] = [];
  const core: SimulatorCore = bitpaySimulator.start({
    now: () => clock.now,
    wallNow: () => clock.now,
    random: seededRandom(seed),
    journal: memoryJournal(journal),
    origin: () => ORIGIN,
    async sendWebhook(webhook) {
      sent.push({ at: clock.now, webhook });
      return deliverTo();
    },
  });
  for (const merchant of ["one", "two"]) {
    await core.registerAccount({
      accountId: merchant,
      credentials: {
        publicKey: KEYS[merchant]?.publicKey,
        payoutToken: `${merchant}-payout-token`,
        merchantToken: `${merchant}-merchant-token`,
      },
      webhookUrl: "http://desk.test/hook",
      balances: { USD: "100000", EUR: "50000" },
    });
  }

  const exchange: Transport["exchange"] = async (request) => {
    const { pathname, search } = new URL(request.url);
    const reply = await core.handle({
      method: request.method,
      prefix: "bitpay",
      path: pathname.replace(/^\/bitpay/, ""),
      fullPath: pathname,
      query: Object.fromEntries(new URLSearchParams(search)),
      search: search.slice(1),
      headers: request.headers,
      body: request.body ?? new Uint8Array(),
    });
    if (reply.kind === "silence") return { kind: "lost", timedOut: true, message: "No answer.", evidenceId: "e" };
    const { status, headers, body } = reply.answer;
    return { kind: "answered", status, headers, body: new TextEncoder().encode(body), evidenceId: "e" } satisfies Exchange;
  };

  const context: ConnectContext = {
    hosts: manifest.hosts.simulator(ORIGIN),
    transport: { memory: new Map(), now: () => clock.now, exchange },
    mode: "simulator",
  };

  const call = async (method: "GET" | "POST" | "PUT" | "DELETE", path: string, how: Call = {}) => {
    const { by = "one", token = `${by}-payout-token`, query = {}, body = {} } = how;
    const hasBody = method === "POST" || method === "PUT";
    const known: Record<string, string> = token === null ? {} : { token };
    const key = KEYS[by];
    if (!key) throw new Error(`Nobody has a key called ${by}.`);
    const made = signed(key, {
      url: addressOf(context, path, hasBody ? query : { ...known, ...query }),
      body: hasBody ? { ...known, ...(typeof body === "object" ? body : {}) } : undefined,
    });
    const answered = await exchange({
      purpose: "test",
      method,
      secrets: [],
      url: how.sentPath ? addressOf(context, how.sentPath, hasBody ? query : { ...known, ...query }) : made.url,
      headers: { ...made.headers, ...how.headers },
      body: how.sentBody === undefined ? made.body : new TextEncoder().encode(how.sentBody),
    });
    if (answered.kind !== "answered") throw new Error("No answer.");
    const answer: unknown = JSON.parse(new TextDecoder().decode(answered.body));
    return { status: answered.status, body: answer };
  };

  const advance = async (ms: number) => {
    const target = addMs(clock.now, ms);
    for (let due = core.nextDueAt(); due !== null && due <= target; due = core.nextDueAt()) {
      if (due > clock.now) clock.now = due;
      await core.work();
      await core.idle();
    }
    clock.now = target;
  };
  return { core, clock, journal, sent, call, advance, context };
}
