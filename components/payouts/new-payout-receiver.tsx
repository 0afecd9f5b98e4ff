"use client";

import { useRef } from "react";
import { Controller, useController } from "react-hook-form";
import { useDisplaySettings } from "@/components/display/display-settings";
import { formatMoney } from "@/components/display/money-text";
import { AccountNumberField } from "@/components/fields/account-number-field";
import { EMAIL_PART } from "@/components/fields/account-parts";
import { IbanField } from "@/components/fields/iban-field";
import { ReceiverPicker } from "@/components/fields/receiver-picker";
import { sayInSepaLetters } from "@/components/fields/sepa-letters";
import { SortCodeField } from "@/components/fields/sort-code-field";
import { FormTextField } from "@/components/ui/form-text-field";
import { Link } from "@/components/ui/link";
import { readLive } from "@/components/ui/read-live";
import { Segmented } from "@/components/ui/segmented";
import type { AccountKind } from "@/lib/domain/account/address";
import type { AccountRule } from "@/lib/domain/approval/policy";
import { INLINE_KINDS, type InlineKind, isInlineKind } from "@/lib/domain/payout/draft";
import { type ReceiverChoice, ReceiverChoices } from "@/lib/domain/receiver/receiver-choice";
import { KnownAccount, NewAccountNote } from "./new-payout-account";
import type { NewPayout } from "./use-payout-form";

/** Open loop: somebody on file by name, or somebody new with the fields that their kind of account needs. */
export function NewPayoutReceiver({ payout, rule, onChosen }: { payout: NewPayout; rule: AccountRule; onChosen: () => void }) {
  const { form } = payout;
  const { field } = useController({ control: form.control, name: "receiverIs" });
  const draft = form.watch();
  const chosen = draft.receiver;
  return (
    <div className="flex flex-col gap-4">
      <div>
        <Segmented
          label="Who is paid"
          segments={[
            { id: "known", text: "Someone on file" },
            { id: "new", text: "Someone new" },
          ]}
          chosen={field.value}
          onChoose={(id) => field.onChange(id)}
        />
      </div>
      {field.value === "known" ? (
        <>
          <KnownReceiver payout={payout} onChosen={onChosen} />
          {chosen ? <KnownAccount accountId={chosen.accountId} /> : null}
        </>
      ) : (
        <>
          <NewReceiver payout={payout} />
          <NewAccountNote rule={rule} />
        </>
      )}
    </div>
  );
}

function KnownReceiver({ payout: { form, chooseReceiver }, onChosen }: { payout: NewPayout; onChosen: () => void }) {
  const { locale } = useDisplaySettings();
  const { field } = useController({ control: form.control, name: "receiver" });
  const { error } = form.getFieldState("receiver", form.formState);
  const found = useRef(new Map<string, ReceiverChoice>());
  const chosen = field.value;
  const sayLast = (last: ReceiverChoice["recent"][number] | undefined) => (last ? `last ${formatMoney(last.amount, locale)}` : undefined);

  const find = async (typed: string, signal: AbortSignal) => {
    // The field opens with the chosen name in it: then the others are asked for, not only that one.
    const text = typed === chosen?.name ? "" : typed;
    const choices = await readLive(`/api/live/receivers?text=${encodeURIComponent(text)}`, ReceiverChoices, signal);
    for (const choice of choices) found.current.set(choice.accountId, choice);
    return choices.map(({ accountId, name, kind, masked, recent }) => ({
      id: accountId,
      name,
      kind: kind === "company" ? ("business" as const) : ("person" as const),
      detail: masked,
      aside: sayLast(recent.find((one) => one.accountId === accountId)),
    }));
  };

  return (
    <ReceiverPicker
      ref={field.ref}
      name={field.name}
      find={find}
      value={chosen?.accountId ?? null}
      chosenName={chosen?.name}
      onChange={(id) => {
        const choice = id === null ? null : (found.current.get(id) ?? null);
        chooseReceiver(choice);
        if (choice) onChosen();
      }}
      onBlur={field.onBlur}
      hint={chosen ? chosen.masked : undefined}
      error={error?.message}
    />
  );
}

const KIND_WORDS = { iban: "IBAN", sortCode: "Sort code", emailWallet: "Wallet by e-mail" } as const satisfies Record<InlineKind, string>;

function NewReceiver({ payout: { form, context, chooseAccountKind, typeIban } }: { payout: NewPayout }) {
  const accountKind = form.watch("accountKind");
  const payable = new Set<AccountKind>(context.connections.flatMap(({ accountKinds }) => accountKinds));
  const kinds = INLINE_KINDS.filter((kind) => payable.has(kind));
  const hasMoreKinds = [...payable].some((kind) => !isInlineKind(kind));
  const { control } = form;
  return (
    <div className="flex flex-col gap-4">
      <FormTextField
        control={control}
        name="name"
        label="Account holder"
        hint={(accountKind === "iban" ? sayInSepaLetters(form.watch("name")) : undefined) ?? "As the bank knows them; banks compare it."}
        autoComplete="off"
      />
      {kinds.length > 1 ? (
        <div>
          <Segmented
            label="Kind of account"
            segments={kinds.map((id) => ({ id, text: KIND_WORDS[id] }))}
            chosen={accountKind}
            onChoose={(id) => (isInlineKind(id) ? chooseAccountKind(id) : undefined)}
          />
        </div>
      ) : null}
      {accountKind === "iban" ? (
        <Controller
          control={control}
          name="iban"
          render={({ field, fieldState }) => <IbanField {...field} onChange={typeIban} error={fieldState.error?.message} />}
        />
      ) : null}
      {accountKind === "sortCode" ? (
        <div className="grid gap-4 sm:grid-cols-2">
          <Controller
            control={control}
            name="sortCode"
            render={({ field, fieldState }) => <SortCodeField {...field} error={fieldState.error?.message} />}
          />
          <Controller
            control={control}
            name="accountNumber"
            render={({ field, fieldState }) => <AccountNumberField {...field} error={fieldState.error?.message} />}
          />
        </div>
      ) : null}
      {accountKind === "emailWallet" ? (
        <FormTextField control={control} name="email" {...EMAIL_PART.emailWallet} type="email" inputMode="email" autoComplete="off" />
      ) : null}
      {hasMoreKinds ? (
        <p className="text-grey-5 text-small">
          An account of another kind? <Link href="/receivers/new">Put the receiver on file first</Link>: their provider asks for more.
        </p>
      ) : null}
    </div>
  );
}
