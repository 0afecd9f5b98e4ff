import * as z from "zod";
import { CURRENCIES } from "@/lib/base/currency";
import { type Day, isDay } from "@/lib/base/day";
import type { Money } from "@/lib/base/money";
import { failed, type Result } from "@/lib/base/result";
import { sayMoney } from "@/lib/base/say-money";
import { parseTypedAmount } from "@/lib/base/typed-amount";
import { fieldErrors } from "@/lib/domain/access/field-errors";
import type { AccountAddress, AccountKind } from "@/lib/domain/account/address";
import { type Calendars, CLOSED_DAY_RULES, type ClosedDayRule } from "@/lib/domain/calendar/working-days";
import { SourceView } from "@/lib/domain/payment-source/source-view";
import { splitAmount } from "@/lib/domain/payment-source/split-amount";
import { ReceiverChoice } from "@/lib/domain/receiver/receiver-choice";
import type { SchedulePlan } from "@/lib/domain/schedule/plan";
import { judgeRepeat, RepeatDraft } from "@/lib/domain/schedule/repeat-draft";
import { type PayoutConnection, whyNotFrom } from "./connection-fit";
import { CreatePayout, PayoutTarget, type SubmitPayouts } from "./schema";
import { judgeSendDay, type SendDay } from "./send-day";

/** Kinds of account for somebody new on the payout's own form; everybody else is put on file first, since their provider asks for more. */
export const INLINE_KINDS = ["iban", "sortCode", "emailWallet"] as const satisfies readonly AccountKind[];
export type InlineKind = (typeof INLINE_KINDS)[number];

export function isInlineKind(text: string): text is InlineKind {
  return INLINE_KINDS.some((kind) => kind === text);
}

/**
 * A new payout as it is being typed: text where people type text, and the account that was chosen. It is kept in the browser until
 * it is sent, and becomes the order that form, action and REST door share. Parsed leniently, since an older page may have kept it.
 */
export const PayoutDraft = z.object({
  way: z.enum(["closed", "open"]).catch("closed"),
  /** As typed: order id, reference, customer, e-mail or name. */
  sourceText: z.string().catch(""),
  source: SourceView.nullable().catch(null),
  /** Others of the same customer's: what is more than the chosen one may get back is split over these. */
  kin: z.array(SourceView).catch([]),
  /** What of the amount never came in, to be paid to a receiver next; empty: nothing. */
  thenRest: z.string().catch(""),
  receiverIs: z.enum(["known", "new"]).catch("known"),
  receiver: ReceiverChoice.nullable().catch(null),
  name: z.string().catch(""),
  accountKind: z.enum(INLINE_KINDS).catch("iban"),
  iban: z.string().catch(""),
  sortCode: z.string().catch(""),
  accountNumber: z.string().catch(""),
  email: z.string().catch(""),
  /** As typed: "1.250,00". */
  amount: z.string().catch(""),
  currency: z.enum(CURRENCIES).catch("EUR"),
  connection: z.string().catch(""),
  reference: z.string().catch(""),
  statementText: z.string().catch(""),
  /** Why, where the same may have been asked for before. */
  reason: z.string().catch(""),
  when: z.enum(["now", "date", "repeat"]).nullable().catch(null),
  /** A day, or empty: as soon as it is approved. */
  sendOn: z.string().catch(""),
  onClosedDay: z.enum(CLOSED_DAY_RULES).catch("after"),
  repeat: RepeatDraft.catch(RepeatDraft.parse({})),
});
export type PayoutDraft = z.infer<typeof PayoutDraft>;
export type DraftField = keyof PayoutDraft;

export const EMPTY_DRAFT: PayoutDraft = PayoutDraft.parse({});

export type DraftContext = {
  readonly locale: string;
  readonly connections: readonly PayoutConnection[];
  /** Of a payout that is changed: what it takes from its source already, and may keep. */
  readonly own?: OwnPart | null;
  /** By which a date is judged, in the merchant's own days. */
  readonly today: Day;
  readonly calendars: Calendars;
  /** Of a schedule that is changed: the last of its days that was dealt with. */
  readonly lastDay?: Day | null;
};
export type OwnPart = { readonly paymentSourceId: string; readonly minor: bigint };
export type DraftErrors = Partial<Record<DraftField, string>>;
export type DraftVerdict = { readonly ok: true; readonly order: OrderOfDraft } | { readonly ok: false; readonly errors: DraftErrors };
/** What the action is sent, but for the key: one payout, or the parts of an amount that goes back to several accounts. */
export type OrderOfDraft = Omit<z.input<typeof SubmitPayouts>, "submissionKey"> & {
  /** It is not made now, but by a schedule, on these days. */
  readonly plan?: SchedulePlan;
};
type OnePayout = z.input<typeof CreatePayout>;

/** The draft as an order, or by field name what has to change first. Amounts that can be read two ways are asked about. */
export function judgeDraft(draft: PayoutDraft, context: DraftContext): DraftVerdict {
  const amount = readAmount(draft, context.locale);
  const order: Record<Exclude<keyof OnePayout, keyof Dated>, unknown> & Dated = {
    connection: draft.way === "closed" ? draft.source?.connectionId : draft.connection,
    amountMinor: amount.ok ? amount.value.minor.toString() : "",
    currency: draft.currency,
    to: targetOf(draft),
    reference: draft.reference,
    statementText: draft.statementText.trim() || undefined,
    metadata: undefined,
    ...datedBy(draft),
  };
  const parsed = CreatePayout.safeParse(order);
  const errors: DraftErrors = {
    ...(parsed.success ? {} : draftErrors(fieldErrors(parsed.error), draft)),
    ...(amount.ok ? whyTooMuch(draft, amount.value) : { amount: amount.error }),
    ...whyNoTarget(draft),
    ...whyNotText(draft, context),
    ...whyNotConnection(draft, context),
    ...whyNotThen(draft, context),
  };
  if (parsed.success && Object.keys(errors).length === 0) {
    const repeat = repeatOf(draft, context);
    const plan = repeat?.ok ? { plan: repeat.value } : {};
    const whole: OnePayout = { ...parsed.data, amountMinor: parsed.data.amountMinor.toString() };
    const { parts } = splitOf(draft, parsed.data.amountMinor);
    if (draft.way === "open" || parts.length < 2) return { ok: true, order: { payouts: [whole], ...plan } };
    const payouts = parts.map(({ source, amount: part }) => {
      return { ...whole, connection: source.connectionId, amountMinor: part.minor.toString(), to: targetOfSource(source) };
    });
    return { ok: true, order: { payouts } };
  }
  return { ok: false, errors };
}

type Dated = { readonly sendOn?: string; readonly onClosedDay?: ClosedDayRule };

/** Older drafts say no more than a day. */
export function whenOf({ when, sendOn, way }: Pick<PayoutDraft, "when" | "sendOn" | "way">): "now" | "date" | "repeat" {
  // What came in can go back once.
  if (when === "repeat" && way === "closed") return "now";
  return when ?? (sendOn === "" ? "now" : "date");
}

/** The schedule that would be set up; null where it is one payout. */
export function repeatOf(draft: PayoutDraft, { today }: Pick<DraftContext, "today">): Result<SchedulePlan, string> | null {
  if (whenOf(draft) !== "repeat") return null;
  if (draft.receiverIs === "new") return failed("A schedule pays somebody on file. Put the receiver on file first.");
  return judgeRepeat(draft.repeat, today);
}

function datedBy(draft: PayoutDraft): Dated {
  return whenOf(draft) === "date" ? { sendOn: draft.sendOn, onClosedDay: draft.onClosedDay } : {};
}

/** The day on which it goes, once a day is said that can be. */
export function sendDayOf(draft: PayoutDraft, context: DraftContext): Result<SendDay, string> | null {
  const { sendOn, onClosedDay, currency } = draft;
  return whenOf(draft) === "date" && isDay(sendOn) ? judgeSendDay({ sendOn, onClosedDay, currency }, context) : null;
}

function whyNotThen(draft: PayoutDraft, context: DraftContext): DraftErrors {
  if (whenOf(draft) === "now") return {};
  const repeat = repeatOf(draft, context);
  if (repeat) return repeat.ok ? {} : { repeat: repeat.error };
  const day = sendDayOf(draft, context);
  if (day === null) return { sendOn: "Say on which day." };
  return day.ok ? {} : { sendOn: day.error };
}

export type DraftPart = { readonly source: SourceView; readonly amount: Money };

/** To which accounts how much goes back, the chosen one first; and what came in from none of them. */
export function splitOf(draft: Pick<PayoutDraft, "source" | "kin">, minor: bigint): { parts: readonly DraftPart[]; restMinor: bigint } {
  const sources = sourcesOf(draft);
  const split = splitAmount(
    minor,
    sources.map(({ paymentSourceId, returnable, paidInAt }) => ({ paymentSourceId, returnableMinor: returnable.minor, paidInAt })),
  );
  const parts = split.parts.flatMap(({ paymentSourceId, minor: part }) => {
    const source = sources.find((one) => one.paymentSourceId === paymentSourceId);
    return source ? [{ source, amount: { minor: part, currency: source.returnable.currency } }] : [];
  });
  return { parts, restMinor: split.restMinor };
}

/** All that may be sent back to the chosen account and the same customer's others; null while none is chosen. */
export function mostOf({ source, kin }: Pick<PayoutDraft, "source" | "kin">): Money | null {
  if (!source) return null;
  const minor = sourcesOf({ source, kin }).reduce((sum, { returnable }) => sum + returnable.minor, 0n);
  return { minor, currency: source.returnable.currency };
}

function sourcesOf({ source, kin }: Pick<PayoutDraft, "source" | "kin">): readonly SourceView[] {
  if (!source) return [];
  const { paymentSourceId, returnable } = source;
  const others = kin.filter(
    (one) => one.paymentSourceId !== paymentSourceId && one.refusal === null && one.returnable.currency === returnable.currency,
  );
  return [source, ...others];
}

export type ReadAmount = { readonly ok: true; readonly value: Money } | { readonly ok: false; readonly error: string };

export function readAmount({ amount, currency }: Pick<PayoutDraft, "amount" | "currency">, locale: string): ReadAmount {
  const typed = parseTypedAmount(amount, currency, locale);
  if (typed.kind === "amount") {
    return typed.amount.minor > 0n ? { ok: true, value: typed.amount } : { ok: false, error: "The amount must be more than zero." };
  }
  if (typed.kind === "ambiguous") return { ok: false, error: "This can be read two ways: choose which you mean." };
  return { ok: false, error: typed.kind === "empty" ? "Enter the amount." : typed.sentence };
}

/** Errors of the action or the schema, by dotted path, on the fields that a person can change. What fits no field goes to `rest`. */
export function draftErrors(fields: Readonly<Record<string, readonly string[]>>, draft: PayoutDraft): DraftErrors {
  const found: DraftErrors = {};
  for (const [path, sentences] of Object.entries(fields)) {
    const field = fieldOf(path, draft);
    if (field && found[field] === undefined) found[field] = sentences[0];
  }
  return found;
}

/** The kind of account that the money goes to, in the open way. */
export function accountKindOf(draft: PayoutDraft): AccountKind {
  return draft.receiverIs === "known" && draft.receiver ? draft.receiver.accountKind : draft.accountKind;
}

const FIELD_OF_PATH: Readonly<Record<string, DraftField>> = {
  amountMinor: "amount",
  currency: "currency",
  connection: "connection",
  reference: "reference",
  statementText: "statementText",
  sendOn: "sendOn",
  "to.name": "name",
  "to.account.iban": "iban",
  "to.account.sortCode": "sortCode",
  "to.account.accountNumber": "accountNumber",
  "to.account.email": "email",
  "to.receiverAccountId": "receiver",
};

function fieldOf(path: string, draft: PayoutDraft): DraftField | null {
  const field = FIELD_OF_PATH[path];
  if (field === "connection" && draft.way === "closed") return "source";
  if (field) return field;
  if (!path.startsWith("to")) return null;
  if (draft.way === "closed") return "source";
  if (draft.receiverIs === "known") return "receiver";
  return draft.accountKind === "emailWallet" ? "email" : draft.accountKind;
}

function targetOf(draft: PayoutDraft): PayoutTarget | undefined {
  const { source, receiver } = draft;
  if (draft.way === "closed") {
    return source ? targetOfSource(source) : undefined;
  }
  if (draft.receiverIs === "known") return receiver ? { type: "receiverAccount", receiverAccountId: receiver.accountId } : undefined;
  return { type: "inline", name: draft.name, account: INLINE_ACCOUNTS[draft.accountKind](draft) };
}

/** Open loop: who is paid, once it is said in full; null before. */
export function judgeTarget(draft: PayoutDraft): Extract<PayoutTarget, { type: "receiverAccount" | "inline" }> | null {
  const parsed = PayoutTarget.safeParse(draft.way === "open" ? targetOf({ ...draft, name: draft.name.trim() || "Someone" }) : null);
  return parsed.success && (parsed.data.type === "receiverAccount" || parsed.data.type === "inline") ? parsed.data : null;
}

/** Our own reading of the source names it; what was pasted may fit several. */
function targetOfSource({ kind, orderId, sourceId, userId }: SourceView): PayoutTarget {
  if (kind === "order") return { type: "order", orderId: orderId ?? sourceId };
  return { type: "paymentSource", userId: userId ?? "", paymentSourceId: sourceId };
}

const INLINE_ACCOUNTS = {
  iban: ({ iban }) => ({ kind: "iban", iban }),
  sortCode: ({ sortCode, accountNumber }) => ({ kind: "sortCode", sortCode, accountNumber }),
  emailWallet: ({ email }) => ({ kind: "emailWallet", email }),
} as const satisfies Record<InlineKind, (draft: PayoutDraft) => AccountAddress>;

function whyNoTarget(draft: PayoutDraft): DraftErrors {
  if (draft.way === "closed" && !draft.source) return { source: "Find the payment that came in, and choose the account to send back to." };
  if (draft.way === "open" && draft.receiverIs === "known" && !draft.receiver) return { receiver: "Choose who is paid." };
  return {};
}

function whyTooMuch(draft: PayoutDraft, { minor, currency }: Money): DraftErrors {
  const most = draft.way === "closed" ? mostOf(draft) : null;
  if (!most || most.currency !== currency || minor <= most.minor) return {};
  const accounts = sourcesOf(draft).filter(({ returnable }) => returnable.minor > 0n).length;
  const where = accounts > 1 ? `these ${accounts} accounts together` : "this account";
  return { amount: `At most ${sayMoney(most)} may still be sent back to ${where}.` };
}

function whyNotText(draft: PayoutDraft, { connections }: DraftContext): DraftErrors {
  const limit = statementLimit(draft, connections);
  if (limit === null || draft.statementText.trim().length <= limit) return {};
  return { statementText: `The text for the statement has at most ${limit} characters on this connection.` };
}

/** Of several connections the strictest; null while none is chosen. */
export function statementLimit(draft: PayoutDraft, connections: readonly PayoutConnection[]): number | null {
  const ids = draft.way === "closed" ? sourcesOf(draft).map(({ connectionId }) => connectionId) : [draft.connection];
  const limits = ids.flatMap((id) => connections.find((one) => one.id === id)?.statementLimits[draft.currency] ?? []);
  return limits.length === 0 ? null : Math.min(...limits);
}

function whyNotConnection(draft: PayoutDraft, { connections }: DraftContext): DraftErrors {
  if (draft.way === "closed" || draft.connection === "") return {};
  const chosen = connections.find(({ id }) => id === draft.connection);
  if (!chosen) return { connection: "Choose a connection that is active." };
  const why = whyNotFrom(chosen, { currency: draft.currency, accountKind: accountKindOf(draft) });
  return why === null ? {} : { connection: `${chosen.name} ${why}.` };
}
