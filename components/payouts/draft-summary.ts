import type { Day } from "@/lib/base/day";
import type { Money } from "@/lib/base/money";
import { type AccountAddress, type AccountKind, accountNumberOf } from "@/lib/domain/account/address";
import { checkAccountNumber, checkIban, checkSortCode } from "@/lib/domain/account/checks";
import { checkEmail } from "@/lib/domain/account/overseas-checks";
import { calendarFor, sayDay } from "@/lib/domain/calendar/working-days";
import type { PayoutConnection } from "@/lib/domain/payout/connection-fit";
import {
  type DraftContext,
  type DraftPart,
  mostOf,
  type PayoutDraft,
  readAmount,
  repeatOf,
  sendDayOf,
  splitOf,
  statementLimit,
} from "@/lib/domain/payout/draft";
import { defaultStatementText } from "@/lib/domain/payout/statement-text";
import { nextOccurrences, type Occurrence, sayPlan } from "@/lib/domain/schedule/plan";

/** What a draft would do, as far as it says so by now. Null is "not said yet". */
export type DraftSummary = {
  readonly amount: Money | null;
  readonly to: { readonly name: string; readonly account: SummaryAccount | null } | null;
  readonly from: { readonly name: string; readonly provider: string } | null;
  readonly reference: string | null;
  /** What the receiver will read: as typed, or what the rail carries of the reference. */
  readonly statementText: string | null;
  /** On which day it goes, and why that is not the one that was named; null: as soon as it is approved. */
  readonly sendDay: { readonly said: string; readonly shift: string | null } | null;
  /** By which rule it is made again and again, and its next days; null: once. */
  readonly repeat: { readonly said: string; readonly next: readonly Occurrence[]; readonly today: Day } | null;
  /** Closed loop: what could still be sent back after this one. */
  readonly leftToReturn: Money | null;
  /** What goes back to which account, where it is more than one. */
  readonly parts: readonly DraftPart[];
  /** What is to be paid to a receiver after that, as it is spelt; null: nothing. */
  readonly thenRest: string | null;
};

export type SummaryAccount = { readonly number: string; readonly kind?: AccountKind };

export function summarise(draft: PayoutDraft, context: DraftContext): DraftSummary {
  const { locale, connections } = context;
  const read = readAmount(draft, locale);
  const sendDay = sendDayOf(draft, context);
  const amount = read.ok ? read.value : null;
  return {
    amount,
    to: draft.way === "closed" ? sourceTarget(draft) : receiverTarget(draft),
    from: sourceOfMoney(draft, connections),
    reference: draft.reference.trim() || null,
    statementText: statementOf(draft, connections),
    sendDay: sendDay?.ok ? { said: sayDay(sendDay.value.day), shift: sendDay.value.shift } : null,
    repeat: repeatIn(draft, context),
    leftToReturn: leftOf(draft, amount),
    parts: amount && draft.way === "closed" ? partsOf(draft, amount) : [],
    thenRest: draft.way === "closed" ? draft.thenRest || null : null,
  };
}

const SHOWN_DATES = 6;

function repeatIn(draft: PayoutDraft, context: DraftContext): DraftSummary["repeat"] {
  const plan = repeatOf(draft, context);
  if (!plan?.ok) return null;
  const calendar = calendarFor(draft.currency, context.calendars);
  const next = nextOccurrences(plan.value, calendar, { after: context.lastDay ?? null, most: SHOWN_DATES });
  return { said: sayPlan(plan.value), next, today: context.today };
}

function sourceTarget({ source }: PayoutDraft): DraftSummary["to"] {
  if (!source) return null;
  const name = source.holderName ?? source.holderEmail ?? "the account that paid in";
  return { name, account: source.masked ? { number: source.masked } : null };
}

function receiverTarget(draft: PayoutDraft): DraftSummary["to"] {
  if (draft.receiverIs === "known") {
    return draft.receiver && { name: draft.receiver.name, account: { number: draft.receiver.masked, kind: draft.receiver.accountKind } };
  }
  const address = typedAddress(draft);
  if (draft.name.trim() === "" && !address) return null;
  return { name: draft.name.trim() || "Someone new", account: address && { number: accountNumberOf(address), kind: address.kind } };
}

/** In full and in groups: whoever typed it should read it once more. */
function typedAddress(draft: PayoutDraft): AccountAddress | null {
  if (draft.accountKind === "iban") {
    const iban = checkIban(draft.iban);
    return iban.ok ? { kind: "iban", iban: iban.value } : null;
  }
  if (draft.accountKind === "emailWallet") {
    const email = checkEmail(draft.email);
    return email.ok ? { kind: "emailWallet", email: email.value } : null;
  }
  const [sortCode, accountNumber] = [checkSortCode(draft.sortCode), checkAccountNumber(draft.accountNumber)];
  return sortCode.ok && accountNumber.ok ? { kind: "sortCode", sortCode: sortCode.value, accountNumber: accountNumber.value } : null;
}

function sourceOfMoney(draft: PayoutDraft, connections: readonly PayoutConnection[]): DraftSummary["from"] {
  const id = draft.way === "closed" ? draft.source?.connectionId : draft.connection;
  const connection = connections.find((one) => one.id === id);
  return connection ? { name: connection.name, provider: connection.provider } : null;
}

function statementOf(draft: PayoutDraft, connections: readonly PayoutConnection[]): string | null {
  const typed = draft.statementText.trim();
  const limit = statementLimit(draft, connections);
  if (typed !== "" || limit === null) return typed || null;
  return draft.reference.trim() === "" ? null : defaultStatementText(draft.reference, { number: "the payout's number", limit });
}

function partsOf(draft: PayoutDraft, amount: Money): readonly DraftPart[] {
  const { parts, restMinor } = splitOf(draft, amount.minor);
  return parts.length > 1 && restMinor === 0n ? parts : [];
}

function leftOf(draft: PayoutDraft, amount: Money | null): Money | null {
  const most = draft.way === "closed" ? mostOf(draft) : null;
  if (!most || !amount || most.currency !== amount.currency) return null;
  const minor = most.minor - amount.minor;
  return minor < 0n ? null : { minor, currency: amount.currency };
}
