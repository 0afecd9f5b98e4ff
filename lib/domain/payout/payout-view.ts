import * as z from "zod";
import { CURRENCIES } from "@/lib/base/currency";
import { ACCOUNT_KINDS } from "@/lib/domain/account/address";
import { FiredRules } from "@/lib/domain/approval/need-shape";
import { PAYOUT_SOURCES, STEP_UP_KINDS } from "@/lib/domain/approval/policy";
import { AttachmentView } from "@/lib/domain/attachment/file-kind";
import { FAILURE_REASONS, isFailureReason } from "./failure";
import { HOLD_KINDS } from "./hold";
import { PAYOUT_STATES } from "./lifecycle";
import { DEEDS } from "./possible-deeds";

// One payout as its page shows it. The first paint hands these values to the browser as they are; the live route sends them as
// JSON, and the same schema reads them back: `coerce` takes a bigint or its digits, a Date or its text.

export const MoneyView = z.object({ minor: z.coerce.bigint(), currency: z.enum(CURRENCIES) });
export const Moment = z.coerce.date();

/** Whose doing something was. `isYou` is the reader. */
export const WhoView = z.object({
  kind: z.enum(["person", "apiKey", "system", "provider"]),
  name: z.string(),
  isYou: z.boolean(),
});
export type WhoView = z.infer<typeof WhoView>;

const NOTE_KINDS = ["question", "answer", "note"] as const;

const entry = { id: z.string(), at: Moment, who: WhoView };
/** The stored exchange or delivery behind an entry, one click away. */
const proof = { evidenceId: z.string().nullable(), deliveryId: z.string().nullable() };
/** A note taken apart: words, and people as they are called now. */
export const NoteWords = z.array(z.union([z.object({ text: z.string() }), z.object({ who: WhoView })]));
export type NoteWords = z.infer<typeof NoteWords>;

const via = z.enum(["send", "webhook", "lookUp"]);

export const TimelineItem = z.discriminatedUnion("kind", [
  z.object({
    ...entry,
    ...proof,
    kind: z.literal("move"),
    event: z.string(),
    to: z.enum(PAYOUT_STATES),
    note: z.string().nullable(),
    /** What the provider showed, where that is what moved it. */
    seen: z.object({ via, providerStatus: z.string() }).nullable(),
    /** The checker's word, where that is what moved it. */
    decision: z.object({ reason: z.string().nullable(), note: z.string().nullable() }).nullable(),
  }),
  z.object({
    ...entry,
    kind: z.literal("decision"),
    verdict: z.enum(["approve", "reject"]),
    reason: z.string().nullable(),
    note: z.string().nullable(),
    /** Given in an earlier round: on record, but it counts no more. */
    isOutdated: z.boolean(),
  }),
  z.object({
    ...entry,
    ...proof,
    kind: z.literal("attempt"),
    sequence: z.int(),
    end: z.enum(["accepted", "refused", "notSent", "unknown"]).nullable(),
    endedAt: Moment.nullable(),
    guard: z.string(),
    guardKey: z.string(),
    detail: z.string().nullable(),
    /** It was handed over again under its key only to learn how it stands. */
    isReplay: z.boolean(),
  }),
  z.object({
    ...entry,
    ...proof,
    kind: z.literal("observation"),
    via,
    providerStatus: z.string(),
    providerStatusText: z.string(),
    effect: z.enum(["move", "already", "behind", "unrecognised", "contradiction"]),
    note: z.string().nullable(),
    /** How often it was seen in a row without anything changing; the entry shows the last. */
    times: z.int(),
  }),
  z.object({
    ...entry,
    ...proof,
    kind: z.literal("exchange"),
    purpose: z.string(),
    /** HTTP status, or null when no answer came. */
    status: z.int().nullable(),
    fault: z.string().nullable(),
    times: z.int(),
  }),
  z.object({ ...entry, kind: z.literal("note"), noteKind: z.enum(NOTE_KINDS), words: NoteWords }),
  /** It became somebody's, or nobody's. */
  z.object({ ...entry, kind: z.literal("assignment"), assignee: WhoView.nullable(), isTaken: z.boolean() }),
]);
export type TimelineItem = z.infer<typeof TimelineItem>;
export type TimelineItemOf<K extends TimelineItem["kind"]> = Extract<TimelineItem, { kind: K }>;

export const AuditLine = z.object({
  id: z.string(),
  at: Moment,
  who: WhoView,
  event: z.string(),
  /** Where it was moved to, for entries that are about a move. */
  to: z.enum(PAYOUT_STATES).nullable(),
  ipAddress: z.string().nullable(),
});
export type AuditLine = z.infer<typeof AuditLine>;

export const PayoutView = z.object({
  id: z.string(),
  number: z.string(),
  state: z.enum(PAYOUT_STATES),
  loop: z.enum(["closed", "open"]),
  source: z.enum(PAYOUT_SOURCES),
  amount: MoneyView,
  /** Null until the provider has shown it. */
  fee: MoneyView.nullable(),
  /** The file that it came in with, and its line there. */
  batch: z.object({ id: z.string(), name: z.string(), line: z.int() }).nullable(),
  /** What the same press made: the other parts of one amount. */
  madeWith: z.array(z.object({ number: z.string(), amount: MoneyView })),
  reference: z.string(),
  statementText: z.string(),
  metadata: z.record(z.string(), z.string()),
  maker: WhoView,
  receiver: z.object({ id: z.string().nullable(), name: z.string(), kind: z.enum(["person", "company"]).nullable() }),
  /** Masked; the whole number stays behind a reason and an audit entry. */
  account: z
    .object({ kind: z.enum(ACCOUNT_KINDS).nullable(), masked: z.string(), holderName: z.string(), version: z.int().nullable() })
    .nullable(),
  /** Where a closed-loop payout's money once came from. */
  paidInBy: z
    .object({
      orderId: z.string().nullable(),
      orderReference: z.string().nullable(),
      userId: z.string().nullable(),
      sourceId: z.string(),
      paidIn: MoneyView,
      paidInAt: Moment.nullable(),
    })
    .nullable(),
  connection: z.object({
    id: z.string(),
    name: z.string(),
    provider: z.string(),
    providerLabel: z.string(),
    mode: z.enum(["simulator", "sandbox", "live"]),
  }),
  /** Grows with each change: what is decided or mended names the one that was on the screen. */
  round: z.int(),
  neededCheckers: z.int(),
  /** What policy asks for it, and which of its rules said so. */
  need: z.object({
    steps: z.array(z.object({ group: z.string(), count: z.int(), approvedBy: z.array(WhoView) })),
    stepUp: z.enum(STEP_UP_KINDS),
    holdMinutes: z.int(),
    policyVersion: z.int(),
    rules: FiredRules,
  }),
  approvedBy: z.array(WhoView),
  rejection: z.object({ by: z.string(), reason: z.string().nullable(), note: z.string().nullable() }).nullable(),
  stoppedBy: z.string().nullable(),
  failure: z
    .object({
      reason: z.enum(Object.keys(FAILURE_REASONS).filter(isFailureReason)),
      code: z.string().nullable(),
      message: z.string().nullable(),
    })
    .nullable(),
  holdReason: z.string().nullable(),
  holdKind: z.enum(HOLD_KINDS).nullable(),
  /** The provider said something that does not fit what we hold: a person has to look. */
  contradiction: z.string().nullable(),
  /** While nobody knows whether it was paid: may it be sent again, and why. */
  doubt: z
    .object({
      kind: z.enum(["safeByKey", "safeToSendAgain", "notSafe", "cannotTellYet"]),
      why: z.string(),
      until: Moment.nullable(),
      wish: z.object({ askedByName: z.string(), askedAt: Moment, isYours: z.boolean() }).nullable(),
    })
    .nullable(),
  mayResolve: z.boolean(),
  hasReceiverLink: z.boolean(),
  sendAfter: Moment.nullable(),
  providerPayoutId: z.string().nullable(),
  providerStatus: z.string().nullable(),
  providerStatusText: z.string().nullable(),
  rail: z.string().nullable(),
  traceId: z.string().nullable(),
  /** What is sent with every attempt, so that the provider takes it once. */
  dispatchKey: z.string(),
  attempts: z.int(),
  createdAt: Moment,
  submittedAt: Moment,
  sentAt: Moment.nullable(),
  settledAt: Moment.nullable(),
  stateAt: Moment,
  nextCheckAt: Moment.nullable(),
  /** While it waits for approval. */
  expiresAt: Moment.nullable(),
  /** Newest first. */
  timeline: z.array(TimelineItem),
  /** Questions of checkers, answers of makers and what anybody noted, oldest first. */
  notes: z.array(z.object({ id: z.string(), kind: z.enum(NOTE_KINDS), words: NoteWords, who: WhoView, at: Moment })),
  mayNote: z.enum(["question", "answer"]).nullable(),
  mayWriteNote: z.boolean(),
  /** Notes speak of the reader, who has not seen them yet. */
  hasNews: z.boolean(),
  /** Whose it is, as people agree among themselves. */
  assignee: z.object({ id: z.string(), name: z.string(), isYou: z.boolean() }).nullable(),
  mayAssign: z.boolean(),
  /** Whom notes may speak of and whom the payout may be given to; one word for each. Empty for whoever may do neither. */
  colleagues: z.array(z.object({ personId: z.string(), label: z.string(), isYou: z.boolean() })),
  /** Links for the customer that work now; null for whoever may not make any. */
  shares: z.array(z.object({ id: z.string(), madeBy: WhoView, madeAt: Moment, expiresAt: Moment, opens: z.int() })).nullable(),
  attachments: z.array(AttachmentView),
  mayAttach: z.boolean(),
  deeds: z.array(z.object({ deed: z.enum(DEEDS), why: z.string().nullable(), inPlaceOf: z.string().optional() })),
  /** What a decision given on this screen refers to; null when nobody is to decide. */
  shownHash: z.string().nullable(),
  /** Null for roles that do not read the audit log. */
  audit: z.array(AuditLine).nullable(),
});
export type PayoutView = z.infer<typeof PayoutView>;
