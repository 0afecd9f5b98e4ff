"use client";

import { useRef } from "react";
import { type Resolver, type UseFormReturn, useForm } from "react-hook-form";
import type { Currency } from "@/lib/base/currency";
import { toDecimal } from "@/lib/base/money";
import type { AccountKind } from "@/lib/domain/account/address";
import { checkIban } from "@/lib/domain/account/checks";
import type { SourceView } from "@/lib/domain/payment-source/source-view";
import { currenciesFor, likelyConnection, likelyCurrency, whyNotFrom } from "@/lib/domain/payout/connection-fit";
import {
  accountKindOf,
  type DraftContext,
  type DraftErrors,
  type DraftField,
  judgeDraft,
  type OrderOfDraft,
  type OwnPart,
  type PayoutDraft,
} from "@/lib/domain/payout/draft";
import type { ReceiverChoice } from "@/lib/domain/receiver/receiver-choice";

export type PayoutForm = UseFormReturn<PayoutDraft, unknown, OrderOfDraft>;
export type NewPayout = ReturnType<typeof usePayoutForm>;

const FILLED = { shouldDirty: true } as const;

/** The form of a new payout: the draft as it is typed, judged by the schema that the action parses with, and what choosing fills in. */
export function usePayoutForm(draft: PayoutDraft, context: DraftContext) {
  const { connections, own, today } = context;
  const form: PayoutForm = useForm<PayoutDraft, unknown, OrderOfDraft>({
    defaultValues: draft,
    resolver: resolverFor(context),
    mode: "onTouched",
  });
  // What a person has said themselves is not overridden by a guess, except where it cannot be.
  const said = useRef({ currency: false, connection: draft.connection !== "" });

  /** After fields were filled by choosing: what was complained about is judged again. */
  const settle = () => {
    if (form.formState.isSubmitted) void form.trigger();
    else form.clearErrors();
  };

  const fitCurrency = (account: { accountKind: AccountKind; masked: string }) => {
    const possible = currenciesFor(connections, account.accountKind);
    const now = form.getValues("currency");
    const isKept = said.current.currency && possible.includes(now);
    const likely = isKept ? now : likelyCurrency(possible, account);
    if (likely) form.setValue("currency", likely, FILLED);
  };

  const fitConnection = (lastUsed: string | null) => {
    const wanted = { currency: form.getValues("currency"), accountKind: accountKindOf(form.getValues()) };
    const now = connections.find(({ id }) => id === form.getValues("connection"));
    if (said.current.connection && now && whyNotFrom(now, wanted) === null) return;
    form.setValue("connection", likelyConnection(connections, { ...wanted, lastUsed }) ?? "", FILLED);
  };

  const chooseSource = (found: SourceView | null, others: SourceView[]) => {
    // What is changed stays one payout, so its amount is not split over the customer's other accounts.
    const kin = own === undefined ? others : [];
    const source = found && withOwn(found, own);
    const before = form.getValues("source");
    form.setValue("source", source, FILLED);
    form.setValue("kin", kin, FILLED);
    form.setValue("thenRest", "", FILLED);
    if (source) {
      form.setValue("currency", source.paidIn.currency, FILLED);
      // Amount and reference are filled while they are empty or still the last choice's own.
      const amount = form.getValues("amount");
      if (amount === "" || (before && amount === toDecimal(before.returnable))) {
        form.setValue("amount", toDecimal(source.returnable), FILLED);
      }
      const reference = form.getValues("reference");
      if (reference === "" || (before && reference === referenceOf(before))) form.setValue("reference", referenceOf(source), FILLED);
    }
    settle();
  };

  const chooseReceiver = (receiver: ReceiverChoice | null) => {
    const before = form.getValues("receiver");
    form.setValue("receiver", receiver, FILLED);
    if (receiver) {
      const reference = form.getValues("reference");
      if (reference === "" || (before && reference === usualReference(before, today))) {
        form.setValue("reference", usualReference(receiver, today), FILLED);
      }
      fitCurrency(receiver);
      fitConnection(receiver.recent[0]?.connectionId ?? null);
    }
    settle();
  };

  const chooseAccountKind = (accountKind: PayoutDraft["accountKind"]) => {
    form.setValue("accountKind", accountKind, FILLED);
    fitCurrency({ accountKind, masked: form.getValues("iban") });
    fitConnection(null);
    settle();
  };

  /** An IBAN says its country as soon as it is whole. */
  const typeIban = (iban: string) => {
    form.setValue("iban", iban, { ...FILLED, shouldValidate: form.formState.isSubmitted });
    if (!checkIban(iban).ok) return;
    fitCurrency({ accountKind: "iban", masked: iban });
    fitConnection(null);
  };

  const chooseCurrency = (currency: Currency) => {
    said.current.currency = true;
    form.setValue("currency", currency, FILLED);
    fitConnection(form.getValues("receiver")?.recent[0]?.connectionId ?? null);
    settle();
  };

  const chooseConnection = (connection: string) => {
    said.current.connection = true;
    form.setValue("connection", connection, { ...FILLED, shouldValidate: true });
  };

  const showErrors = (errors: DraftErrors) => {
    for (const [field, message] of entriesOf(errors)) form.setError(field, { type: "server", message });
  };

  const firstError = () => FIELDS.find((field) => form.getFieldState(field).error !== undefined && FOCUSABLE.has(field));

  return {
    form,
    context,
    firstError,
    chooseSource,
    chooseReceiver,
    chooseAccountKind,
    typeIban,
    chooseCurrency,
    chooseConnection,
    showErrors,
  };
}

function resolverFor(context: DraftContext): Resolver<PayoutDraft, unknown, OrderOfDraft> {
  return (draft) => {
    const verdict = judgeDraft(draft, context);
    if (verdict.ok) return { values: verdict.order, errors: {} };
    return {
      values: {},
      errors: Object.fromEntries(entriesOf(verdict.errors).map(([field, message]) => [field, { type: "judged", message }])),
    };
  };
}

const FIELDS: readonly DraftField[] = [
  "source",
  "receiver",
  "name",
  "iban",
  "sortCode",
  "accountNumber",
  "email",
  "amount",
  "currency",
  "connection",
  "reference",
  "statementText",
  "sendOn",
  "repeat",
];

/** What has a box of its own; the source is chosen below its search, and a rule has several. */
const FOCUSABLE: ReadonlySet<DraftField> = new Set(FIELDS.filter((field) => field !== "source" && field !== "repeat"));

/** In the order in which they stand on the page, so that the first is the one to go to. */
function entriesOf(errors: DraftErrors): readonly (readonly [DraftField, string])[] {
  return FIELDS.flatMap((field) => {
    const message = errors[field];
    return message === undefined ? [] : [[field, message] as const];
  });
}

function withOwn(source: SourceView, own: OwnPart | null | undefined): SourceView {
  if (source.paymentSourceId !== own?.paymentSourceId) return source;
  return { ...source, returnable: { ...source.returnable, minor: source.returnable.minor + own.minor } };
}

/** What a payout back to this source is found by again. */
function referenceOf({ orderReference, orderId, sourceId }: SourceView): string {
  return (orderReference ?? orderId ?? sourceId).slice(0, 100);
}

/** Whom and when: enough to find it again, and the same only for what is asked for twice on one day. */
function usualReference({ name }: ReceiverChoice, today: string): string {
  return `${name.slice(0, 80)} ${today}`;
}
