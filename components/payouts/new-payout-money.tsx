"use client";

import { Controller } from "react-hook-form";
import { ConnectionSelect } from "@/components/fields/connection-select";
import { CurrencySelect } from "@/components/fields/currency-select";
import { MoneyField } from "@/components/fields/money-field";
import { FormTextField } from "@/components/ui/form-text-field";
import { parseTypedAmount } from "@/lib/base/typed-amount";
import { currenciesFor, whyNotFrom } from "@/lib/domain/payout/connection-fit";
import { accountKindOf, mostOf, statementLimit } from "@/lib/domain/payout/draft";
import { defaultStatementText } from "@/lib/domain/payout/statement-text";
import { NewPayoutSplit } from "./new-payout-split";
import { NewPayoutWhen, type NewPayoutWhenProps } from "./new-payout-when";
import type { NewPayout } from "./use-payout-form";

/** How much, from where, and under which words. Back to a source, currency and account follow from where the money came in. */
export function NewPayoutMoney({ payout, only }: { payout: NewPayout; only?: NewPayoutWhenProps["only"] }) {
  const { form } = payout;
  const draft = form.watch();
  const { control } = form;
  const limit = statementLimit(draft, payout.context.connections);
  const isClosed = draft.way === "closed";
  const isAmbiguous = parseTypedAmount(draft.amount, draft.currency, payout.context.locale).kind === "ambiguous";
  return (
    <>
      <div className={isClosed ? "" : "grid items-start gap-4 sm:grid-cols-[minmax(0,1fr)_10rem]"}>
        <Controller
          control={control}
          name="amount"
          render={({ field, fieldState }) => (
            <MoneyField
              {...field}
              label="Amount"
              currency={draft.currency}
              onChange={(typed) => {
                form.setValue("thenRest", "");
                field.onChange(typed);
              }}
              most={isClosed ? (mostOf(draft) ?? undefined) : undefined}
              mostReason="may still be sent back"
              // The field asks which of two readings is meant; saying so in red as well would be twice.
              error={isAmbiguous ? undefined : fieldState.error?.message}
            />
          )}
        />
        {isClosed ? null : <Currency payout={payout} />}
      </div>
      {isClosed ? <NewPayoutSplit payout={payout} /> : <Connection payout={payout} />}
      <FormTextField
        control={control}
        name="reference"
        label="Reference"
        hint="Yours: how you find this payout again. The receiver does not see it unless you leave the next field empty."
        autoComplete="off"
      />
      <FormTextField
        control={control}
        name="statementText"
        label="Text on the receiver's statement"
        aside={limit === null ? "optional" : `${draft.statementText.trim().length} of ${limit}`}
        placeholder={limit === null ? "" : defaultStatementText(draft.reference, { number: "", limit })}
        autoComplete="off"
      />
      <NewPayoutWhen payout={payout} only={only} />
    </>
  );
}

function Currency({ payout: { form, context, chooseCurrency } }: { payout: NewPayout }) {
  const currencies = currenciesFor(context.connections, accountKindOf(form.watch()));
  return (
    <Controller
      control={form.control}
      name="currency"
      render={({ field, fieldState }) => (
        <CurrencySelect {...field} currencies={currencies} onChange={chooseCurrency} error={fieldState.error?.message} />
      )}
    />
  );
}

function Connection({ payout: { form, context, chooseConnection } }: { payout: NewPayout }) {
  const draft = form.watch();
  const wanted = { currency: draft.currency, accountKind: accountKindOf(draft) };
  return (
    <Controller
      control={form.control}
      name="connection"
      render={({ field, fieldState }) => (
        <ConnectionSelect
          {...field}
          value={field.value || null}
          onChange={chooseConnection}
          connections={context.connections.map((connection) => ({
            id: connection.id,
            name: connection.name,
            provider: { id: connection.provider, label: connection.providerLabel },
            blockedBecause: whyNotFrom(connection, wanted) ?? undefined,
          }))}
          error={fieldState.error?.message}
        />
      )}
    />
  );
}
