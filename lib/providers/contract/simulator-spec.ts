import * as z from "zod";
import { type Currency, isCurrency } from "@/lib/base/currency";
import type { Money } from "@/lib/base/money";
import type { Result } from "@/lib/base/result";
import { AccountAddress } from "@/lib/domain/account/address";
import type { FailureReason } from "@/lib/domain/payout/failure";
import type { MoodReasons, Moods, MoodWish, RequestKind } from "./simulator-moods";
import type { Collection, Journal, Store } from "./simulator-store";

/** A request as it reached the simulator. `prefix` is the first path segment, `path` what follows it, `fullPath` both. */
export type SimulatedRequest = {
  readonly method: string;
  readonly prefix: string;
  readonly path: string;
  readonly fullPath: string;
  readonly query: Readonly<Record<string, string>>;
  /** The query as it was sent, without its question mark: for signatures over the whole address. */
  readonly search?: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
};

/** An answer in the provider's own wire. */
export type Answer = { readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly body: string };

/** What the caller gets. The core waits for nothing: whoever drives it (host or deterministic simulation) makes the waiting real. */
export type SimulatedReply =
  | { readonly kind: "answer"; readonly answer: Answer; readonly delayMs: number }
  /** No byte comes back; the connection is cut after `holdMs`. */
  | { readonly kind: "silence"; readonly holdMs: number };

export type OutgoingWebhook = { readonly url: string; readonly headers: Readonly<Record<string, string>>; readonly body: string };
/** Answers with the HTTP status, or null when no answer came. Never throws. */
export type SendWebhook = (webhook: OutgoingWebhook) => Promise<number | null>;

/** All that a core knows of the world around it. Given a fake clock, a memory journal and a seeded `random`, it is deterministic. */
export type SimulatorWorld = {
  /** The simulated clock: it can be ahead of the wall. Due dates, booking times and token lifetimes follow it. */
  readonly now: () => Date;
  /** The clock on the wall, which the product lives by: for timestamps that the product checks for freshness. */
  readonly wallNow: () => Date;
  readonly random: () => number;
  readonly journal: Journal;
  readonly sendWebhook: SendWebhook;
  /** Where the host answers, without a trailing slash ("http://127.0.0.1:4010"): for a key set's own address in signatures. */
  readonly origin: () => string;
  readonly pace?: Pace;
};

/** How long after the booking things happen, when nothing goes wrong. */
export const Pace = z.strictObject({
  inFlightAfterMs: z.int().nonnegative().default(1000),
  settledAfterMs: z.int().nonnegative().default(3000),
  returnedAfterMs: z.int().nonnegative().default(10_000),
  unseenForMs: z.int().nonnegative().default(3_600_000),
  /** After how long an enrolled receiver does by themselves what the provider asks of them; absent: only when a control says so. */
  receiverActsAfterMs: z.int().nonnegative().optional(),
  /** Holds a provider that executes at certain hours of the day to those hours; otherwise it executes whenever the pace says. */
  atWindows: z.boolean().optional(),
});
export type Pace = z.infer<typeof Pace>;

export const SimulatedState = z.enum(["received", "inFlight", "settled", "failed", "cancelled", "returned"]);
export type SimulatedState = z.infer<typeof SimulatedState>;

const Digits = z.string().regex(/^-?\d+$/);

/** A payout that this provider really booked. `Details` is the provider's own part (destination, metadata, scheme…), plain JSON. */
export type BookedPayout<Details> = {
  readonly providerPayoutId: string;
  readonly accountId: string;
  /** Our payout number, as far as the wire carries it. */
  readonly reference: string | null;
  readonly idempotencyKey: string | null;
  readonly amountMinor: string;
  readonly currency: string;
  readonly state: SimulatedState;
  /** In a status that no documentation names; the provider's simulator shows some made-up word for it. */
  readonly unseen: boolean;
  /** The provider's own code, once failed or returned. */
  readonly failure: string | null;
  readonly bookedAt: string;
  readonly history: readonly { readonly state: SimulatedState; readonly at: string }[];
  /** How many create requests named this payout; 2 is one replay. */
  readonly requests: number;
  /** Set aside from the available balance, to be given back on failure. */
  readonly held: boolean;
  readonly details: Details;
};

export function bookedPayoutSchema<Details>(details: z.ZodType<Details>): z.ZodType<BookedPayout<Details>> {
  return z.object({
    providerPayoutId: z.string(),
    accountId: z.string(),
    reference: z.string().nullable(),
    idempotencyKey: z.string().nullable(),
    amountMinor: Digits,
    currency: z.string(),
    state: SimulatedState,
    unseen: z.boolean(),
    failure: z.string().nullable(),
    bookedAt: z.string(),
    history: z.array(z.object({ state: SimulatedState, at: z.string() })),
    requests: z.number(),
    held: z.boolean(),
    details,
  });
}

type SimulatedBalance = { readonly openingMinor: string; readonly availableMinor: string; readonly currentMinor: string };

/** A merchant account at the provider: who may call, where webhooks go, what money there is (minor units, by currency). */
export type SimulatedAccount<Credentials> = {
  readonly accountId: string;
  readonly credentials: Credentials;
  readonly webhookUrl: string | null;
  readonly balances: Readonly<Record<string, SimulatedBalance>>;
};

export function accountSchema<Credentials>(credentials: z.ZodType<Credentials>): z.ZodType<SimulatedAccount<Credentials>> {
  return z.object({
    accountId: z.string(),
    credentials,
    webhookUrl: z.string().nullable(),
    balances: z.record(z.string(), z.object({ openingMinor: Digits, availableMinor: Digits, currentMinor: Digits })),
  });
}

/** What a provider's simulator works with. Everything here is synchronous: what one answer changes is journalled as one. */
export interface SimulatorDesk<Credentials, Details> {
  readonly world: SimulatorWorld;
  /** For collections of the provider's own (orders, tokens, idempotency records). */
  readonly store: Store;
  readonly accounts: Collection<SimulatedAccount<Credentials>>;
  readonly payouts: Collection<BookedPayout<Details>>;
  newId(): string;
  pace(): Pace;
  /** The reason's provider code when this create call is to be refused; asked once, after the call proved valid otherwise. */
  takeRefusal(): string | null;
  /** Books a payout, holds its amount, draws its fate (or takes `sim`, a mood word in the payout's own metadata) and schedules its moves. */
  book(payout: NewPayout<Details>): BookedPayout<Details>;
  /** What this account booked under an idempotency key, history included. */
  findByKey(accountId: string, idempotencyKey: string): BookedPayout<Details> | null;
  /** A create call that named a payout already booked. */
  countReplay(providerPayoutId: string): void;
  /** Moves a payout now, with balance and webhooks; what was scheduled for it is dropped. Does nothing when it is there already. */
  move(providerPayoutId: string, state: SimulatedState, failure?: string): void;
  /** Sets the payout's amount aside, where that could not be done when it was booked; false while the account cannot spare it. */
  hold(providerPayoutId: string): boolean;
  /** Brings forward what `postpone` put off, as if the payout had just been taken. */
  goOn(providerPayoutId: string): void;
  /** Queues a webhook that is about no payout's move. */
  announce(accountId: string, event: SimulatedEvent): void;
}

export type NewPayout<Details> = {
  readonly accountId: string;
  readonly reference: string | null;
  readonly idempotencyKey: string | null;
  readonly amount: Money;
  readonly details: Details;
  readonly sim?: string | null;
};

/** `url`: where this one goes, where a payout names an address of its own; otherwise to the account's. */
export type SimulatedEvent = { readonly name: string; readonly body: string; readonly url?: string };

/** What a provider gives to be simulated: its wire, its words, its webhooks. The machinery is shared (`defineSimulator`). */
export type SimulatorSpec<Credentials, Details> = {
  /** First path segments that it serves under the host: ["ivy"]. */
  readonly prefixes: readonly string[];
  readonly credentials: z.ZodType<Credentials>;
  /** Names the account that credentials belong to, where the registration names none. */
  readonly accountIdOf: (credentials: Credentials) => string;
  readonly details: z.ZodType<Details>;
  /** Collections of its own that outlive `POST /_sim/reset` (signing keys). */
  readonly keeps?: readonly string[];
  readonly reasons: MoodReasons;
  /** Our word for a reason as the provider's code, so that one test can speak to all; null where the provider has no such thing. */
  readonly codeFor: (mood: "refuse" | "fail", reason: FailureReason) => string | null;
  /** Provider codes for what the machinery itself decides. `shortBalance` null: a payout is never failed for want of money, it waits. */
  readonly codes: { readonly shortBalance: string | null; readonly returned: string };
  /** What a payout takes from the account's balances, where that is not simply its amount. */
  readonly debitOf?: (payout: Pick<BookedPayout<Details>, "amountMinor" | "currency" | "details">) => Money;
  /** How this provider's ids look, where they are no UUIDs. */
  readonly drawId?: (random: () => number) => string;
  /** Called once, when the core starts: opens the provider's own collections and returns its doors. */
  readonly open: (desk: SimulatorDesk<Credentials, Details>) => SimulatedProvider<Credentials, Details>;
};

export type SimulatedProvider<Credentials, Details> = {
  classify(request: SimulatedRequest): RequestKind;
  /** Must not wait for anything: see `SimulatorDesk`. */
  respond(request: SimulatedRequest): Answer;
  rateLimited(retryAfterSeconds: number): Answer;
  unavailable(retryAfterSeconds: number): Answer;
  /** When something of the provider's own (a receiver's progress) falls due, and the doing of it. */
  nextDueAt?(): Date | null;
  workDue?(): void;
  /** Asked when a scheduled move falls due: a later moment puts it off until then, and what follows it by as much. */
  postpone?(payout: BookedPayout<Details>, state: SimulatedState): Date | null;
  /** Webhooks that the provider sends when a payout has come to its present state; none where it sends none. */
  eventsOf(payout: BookedPayout<Details>): readonly SimulatedEvent[];
  /** Headers that prove a delivery, made anew for each attempt. `forged`: the same, proven with a wrong secret or key. */
  signWebhook(delivery: {
    readonly account: SimulatedAccount<Credentials>;
    readonly url: string;
    readonly body: string;
    readonly at: Date;
    readonly forged: boolean;
  }): Readonly<Record<string, string>>;
  readonly webhookRetriesMs: readonly number[];
  isDelivered(status: number): boolean;
  /** `POST /_sim/{provider}/orders`: a paid-in order or payment source. Answers with the row, or says what is wrong. */
  addOrder(input: unknown): Result<unknown, readonly string[]>;
  /** `POST /_sim/{provider}/enrolments`: what a receiver, or the provider's own checks, did. Absent where nobody is enrolled. */
  moveEnrolment?(input: unknown): Result<unknown, readonly string[]>;
  /** The provider's own part of a payout that is booked as history. */
  historicDetails(payout: HistoricPayout): Result<Details, readonly string[]>;
};

const Minor = z.union([Digits, z.int()]).transform(String);

const HistoricDestination = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("order"), orderId: z.string().min(1) }),
  z.object({ kind: z.literal("paymentSource"), paymentSourceId: z.string().min(1), userId: z.string().min(1) }),
  z.object({ kind: z.literal("account"), holderName: z.string().min(1), address: AccountAddress }),
  z.object({
    kind: z.literal("enrolled"),
    providerReceiverId: z.string().min(1),
    providerAccountId: z.string().nullable(),
    address: AccountAddress.nullable(),
  }),
]);

/** One payout of `POST /_sim/{provider}/payouts`. It is written into the ledger as it is: no balance moves unless it says so, no webhook is sent. */
export const HistoricPayout = z.strictObject({
  reference: z.string().min(1),
  providerPayoutId: z.string().min(1).optional(),
  idempotencyKey: z.string().nullable().default(null),
  amountMinor: Minor,
  currency: z.custom<Currency>((value) => typeof value === "string" && isCurrency(value), "is not a currency that we know"),
  state: SimulatedState,
  failure: z.string().nullable().default(null),
  bookedAt: z.iso.datetime({ offset: true }),
  changedAt: z.iso.datetime({ offset: true }).optional(),
  destination: HistoricDestination,
  statementText: z.string().default(""),
  metadata: z.record(z.string(), z.string()).default({}),
  /** A payout that is not final goes on from here by itself; without it, it stays as it is. */
  continues: z.boolean().default(false),
  /** Takes its amount from the account's balance, as what is paid now would: for what somebody else paid from the same account. */
  takesMoney: z.boolean().default(false),
});
export type HistoricPayout = z.infer<typeof HistoricPayout>;

export const HistoryRequest = z.strictObject({ accountId: z.string().min(1), items: z.array(HistoricPayout).max(50_000) });
export type HistoryRequest = z.infer<typeof HistoryRequest>;

export const AccountRequest = z.strictObject({
  accountId: z.string().min(1).optional(),
  credentials: z.unknown(),
  webhookUrl: z.url().nullable().default(null),
  /** Opening balances in minor units, by currency; a currency that the account has already keeps its money. */
  balances: z.record(z.string(), Minor).default({}),
});

/** A row of the second witness. */
export type LedgerRow = {
  readonly providerPayoutId: string;
  readonly reference: string | null;
  readonly idempotencyKey: string | null;
  readonly amountMinor: string;
  readonly currency: string;
  readonly state: SimulatedState;
  readonly bookedAt: string;
  readonly requests: number;
  readonly accountId: string;
  readonly failure: string | null;
  readonly history: readonly { readonly state: SimulatedState; readonly at: string }[];
};

/** A provider make-believe, one per process and folder. Control doors answer with what is wrong as sentences. */
export interface SimulatorCore {
  handle(request: SimulatedRequest): Promise<SimulatedReply>;
  ledger(): readonly LedgerRow[];
  moods: Moods;
  setMood(wish: MoodWish): Promise<Result<unknown, readonly string[]>>;
  setPace(pace: Pace): void;
  addOrder(input: unknown): Promise<Result<unknown, readonly string[]>>;
  moveEnrolment(input: unknown): Promise<Result<unknown, readonly string[]>>;
  registerAccount(input: unknown): Promise<Result<{ readonly accountId: string }, readonly string[]>>;
  bookHistory(input: unknown): Promise<Result<readonly { reference: string; providerPayoutId: string }[], readonly string[]>>;
  /** When the next move or delivery is due; null when nothing waits. */
  nextDueAt(): Date | null;
  /** Does all that is due at `now`. Moves are done when it resolves; deliveries are on their way (`idle` waits for them). */
  work(): Promise<void>;
  idle(): Promise<void>;
  /** Forgets payouts, orders, moods and webhooks; registered accounts stay, with their opening balances. */
  forget(): Promise<void>;
}

export type ProviderSimulator = {
  readonly prefixes: readonly string[];
  start(world: SimulatorWorld): SimulatorCore;
};
