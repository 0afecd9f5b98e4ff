import type * as z from "zod";
import { failed, ok, type Result } from "@/lib/base/result";
import { isFailureReason } from "@/lib/domain/payout/failure";
import { createLedger } from "./simulator-ledger";
import { createMoods } from "./simulator-moods";
import { drawUuid } from "./simulator-random";
import {
  AccountRequest,
  type Answer,
  accountSchema,
  bookedPayoutSchema,
  HistoryRequest,
  type ProviderSimulator,
  type SimulatedReply,
  type SimulatedRequest,
  type SimulatorCore,
  type SimulatorDesk,
  type SimulatorSpec,
  type SimulatorWorld,
} from "./simulator-spec";
import { createStore } from "./simulator-store";
import { createPost } from "./simulator-webhooks";

const RETRY_AFTER_SECONDS = { rateLimited: 2, down: 5 };

/**
 * Makes a provider's make-believe out of its wire. Shared by all: the journalled ledger, moods, scheduled moves, balances and webhooks;
 * the provider's part is what its documentation says. The result can be driven by a host over HTTP or, with a fake clock, by a test.
 */
export function defineSimulator<Credentials, Details>(spec: SimulatorSpec<Credentials, Details>): ProviderSimulator {
  return { prefixes: spec.prefixes, start: (world) => startCore(spec, world) };
}

function startCore<Credentials, Details>(spec: SimulatorSpec<Credentials, Details>, world: SimulatorWorld): SimulatorCore {
  const store = createStore(world.journal);
  const moods = createMoods({
    store,
    random: world.random,
    reasons: spec.reasons,
    reasonOf: (mood, word) => (spec.reasons[mood].includes(word) ? word : isFailureReason(word) ? spec.codeFor(mood, word) : null),
  });
  const accounts = store.collection("accounts", accountSchema(spec.credentials));
  const payouts = store.collection("payouts", bookedPayoutSchema(spec.details));
  const post = createPost({ store, world, accounts, moods, provider: () => provider });
  const ledger = createLedger({ spec, store, world, accounts, payouts, moods, post, provider: () => provider });

  const desk: SimulatorDesk<Credentials, Details> = {
    world,
    store,
    accounts,
    payouts,
    newId: () => (spec.drawId ?? drawUuid)(world.random),
    pace: ledger.pace,
    hold: ledger.hold,
    goOn: ledger.goOn,
    takeRefusal: () => moods.draw(["refuse"], "create")?.reason ?? null,
    book: ledger.book,
    findByKey: ledger.findByKey,
    countReplay: ledger.countReplay,
    move: ledger.move,
    announce: post.announce,
  };
  const provider = spec.open(desk);

  const respond = (request: SimulatedRequest): SimulatedReply => {
    const kind = provider.classify(request);
    const delayMs = moods.draw(["slow"], kind)?.delayMs ?? 0;
    const before = moods.draw(["down", "rateLimited", "timeoutBefore"], kind);
    if (before?.name === "down") return answered(provider.unavailable(RETRY_AFTER_SECONDS.down), delayMs);
    if (before?.name === "rateLimited") return answered(provider.rateLimited(RETRY_AFTER_SECONDS.rateLimited), delayMs);
    if (before) return { kind: "silence", holdMs: before.holdMs };

    const answer = provider.respond(request);
    if (answer.status < 200 || answer.status > 299) return answered(answer, delayMs);
    const after = moods.draw(["timeoutAfter", "errorAfter", "garbled", "emptyBody"], kind);
    if (after?.name === "timeoutAfter") return { kind: "silence", holdMs: after.holdMs };
    if (after?.name === "errorAfter") return answered(BAD_GATEWAY, delayMs);
    if (after?.name === "garbled") return answered({ ...answer, body: garble(answer.body) }, delayMs);
    if (after?.name === "emptyBody") return answered({ ...answer, body: "" }, delayMs);
    return answered(answer, delayMs);
  };

  /** Nobody is told of a change before it would survive a kill. */
  const kept = async <T>(value: T): Promise<T> => {
    await store.settled();
    return value;
  };

  return {
    moods,
    handle: (request) => kept(respond(request)),
    ledger: ledger.rows,
    setPace: ledger.setPace,
    setMood(wish) {
      const set = moods.set(wish);
      return kept(set.ok ? ok({ moods: set.value }) : failed([set.error]));
    },
    addOrder: (input) => kept(provider.addOrder(input)),
    moveEnrolment: (input) => kept(provider.moveEnrolment?.(input) ?? failed(["This provider enrols nobody."])),
    registerAccount(input) {
      const request = readInput(AccountRequest, input);
      if (!request.ok) return Promise.resolve(request);
      const credentials = readInput(spec.credentials, request.value.credentials, "credentials");
      if (!credentials.ok) return Promise.resolve(credentials);

      const accountId = request.value.accountId ?? spec.accountIdOf(credentials.value);
      const balances = { ...accounts.get(accountId)?.balances };
      for (const [currency, minor] of Object.entries(request.value.balances)) {
        balances[currency] ??= { openingMinor: minor, availableMinor: minor, currentMinor: minor };
      }
      accounts.put(accountId, { accountId, credentials: credentials.value, webhookUrl: request.value.webhookUrl, balances });
      return kept(ok({ accountId }));
    },
    bookHistory(input) {
      const request = readInput(HistoryRequest, input);
      return request.ok ? kept(ledger.bookHistory(request.value)) : Promise.resolve(request);
    },
    nextDueAt() {
      const dues = [ledger.nextDueAt(), post.nextDueAt(), provider.nextDueAt?.() ?? null].filter((due) => due !== null);
      return dues.length === 0 ? null : new Date(Math.min(...dues.map((due) => due.getTime())));
    },
    async work() {
      ledger.moveDue();
      provider.workDue?.();
      await store.settled();
      post.sendDue();
    },
    idle: post.idle,
    async forget() {
      for (const account of accounts.values()) {
        const balances = Object.entries(account.balances).map(([currency, { openingMinor: minor }]) => [
          currency,
          { openingMinor: minor, availableMinor: minor, currentMinor: minor },
        ]);
        accounts.put(account.accountId, { ...account, balances: Object.fromEntries(balances) });
      }
      await store.forget(["accounts", ...(spec.keeps ?? [])]);
      ledger.forget();
    },
  };
}

/** What stands in front of a provider answers for it when it has broken down: a page, not the provider's JSON. */
const BAD_GATEWAY: Answer = {
  status: 502,
  headers: { "content-type": "text/html" },
  body: "<html><head><title>502 Bad Gateway</title></head><body>502 Bad Gateway</body></html>",
};

function answered(answer: Answer, delayMs: number): SimulatedReply {
  return { kind: "answer", answer, delayMs };
}

/** Cut short and with a bracket too many: no lenient reader may make sense of it. */
function garble(body: string): string {
  return `}${body.slice(0, Math.max(1, Math.floor(body.length / 2)))}\u0000`;
}

/** What a person or a script sent, read by its schema; or what is wrong with it, each as "path: sentence". */
export function readInput<T>(schema: z.ZodType<T>, input: unknown, under = ""): Result<T, readonly string[]> {
  const read = schema.safeParse(input);
  if (read.success) return ok(read.data);
  return failed(
    read.error.issues.map((issue) => {
      const path = [under, ...issue.path.map(String)].filter((part) => part !== "").join(".");
      return path === "" ? issue.message : `${path}: ${issue.message}`;
    }),
  );
}
