"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { Building2, UserRound } from "lucide-react";
import { useRouter } from "next/navigation";
import { Controller, useForm, useWatch } from "react-hook-form";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { Card } from "@/components/ui/card";
import { ComboBox } from "@/components/ui/combo-box";
import { useKeyBindings } from "@/components/ui/key-bindings";
import { RadioCards } from "@/components/ui/radio-cards";
import { Refusal } from "@/components/ui/refusal";
import { Select } from "@/components/ui/select";
import { TextField } from "@/components/ui/text-field";
import { confirmDone } from "@/components/ui/toast-queue";
import { createReceiverAction, updateReceiverAction } from "@/lib/actions/receivers";
import { CreateReceiver } from "@/lib/domain/receiver/schema";
import type { AccountOffer } from "@/lib/queries/list-account-offers";
import { ReceiverAccountFields } from "./receiver-account-fields";
import { ReceiverDetailsFields } from "./receiver-details-fields";
import {
  ACCOUNT_CHOICES,
  EMPTY_ACCOUNTS,
  EMPTY_DETAILS,
  isAccountChoice,
  isFieldName,
  type ReceiverDraft,
  withAccountName,
} from "./receiver-draft";
import { ReceiverTagsField } from "./receiver-tags-field";

export type ReceiverFormProps = {
  countries: readonly { readonly code: string; readonly name: string }[];
  languages: readonly { readonly code: string; readonly name: string }[];
  /** Kinds of account that some connection can pay. */
  offers: readonly AccountOffer[];
  /** Somebody on file, to be changed; their accounts are changed by themselves. */
  existing?: { readonly receiverId: string; readonly draft: ReceiverDraft };
};

/** Someone who may be paid, with their first account where it is known. Checked by the same schema as on the server. */
export function ReceiverForm({ countries, languages, offers, existing }: ReceiverFormProps) {
  const router = useRouter();
  const { control, handleSubmit, setError, setValue, getValues, formState } = useForm<ReceiverDraft, unknown, CreateReceiver>({
    resolver: zodResolver(CreateReceiver),
    defaultValues: existing?.draft ?? { kind: "person", name: "", account: firstAccount(offers) },
  });
  const account = useWatch({ control, name: "account" });
  const details = useWatch({ control, name: "details" });
  const words = existing ? CHANGING : ADDING;

  const save = handleSubmit(async (valid) => {
    const answer = existing
      ? await updateReceiverAction({ ...valid, receiverId: existing.receiverId })
      : await createReceiverAction(withAccountName(valid));
    if (answer.ok) {
      confirmDone(existing ? `What is known of ${valid.name} is saved.` : `${valid.name} is on file.`);
      return router.push(`/receivers/${answer.value.receiverId}`);
    }
    for (const [path, [message]] of Object.entries(answer.denial.fields ?? {})) if (isFieldName(path)) setError(path, { message });
    setError("root", { message: answer.denial.sentence });
  });
  useKeyBindings(words.page, [{ keys: "mod+Enter", label: words.deed, onPress: () => void save() }]);

  const chooseKind = (id: string) => {
    const holderName = getValues("account")?.holderName ?? "";
    const empty = isAccountChoice(id) ? EMPTY_ACCOUNTS[id] : undefined;
    setValue("account", empty && { ...empty, holderName });
    if (offers.some(({ kind, wantsDetails }) => kind === id && wantsDetails) && !getValues("details")) setValue("details", EMPTY_DETAILS);
  };

  return (
    <form noValidate onSubmit={(event) => void save(event)} className="flex max-w-160 flex-col gap-5">
      <Card title="Who">
        <div className="flex flex-col gap-4">
          {existing ? null : (
            <Controller
              control={control}
              name="kind"
              render={({ field, fieldState }) => (
                <RadioCards
                  {...field}
                  label="Kind"
                  isLabelHidden
                  columns={2}
                  error={fieldState.error?.message}
                  cards={[
                    { id: "person", title: "Person", icon: <UserRound aria-hidden /> },
                    { id: "company", title: "Company", icon: <Building2 aria-hidden /> },
                  ]}
                />
              )}
            />
          )}
          <Controller
            control={control}
            name="name"
            render={({ field, fieldState }) => (
              <TextField
                {...field}
                label="Name"
                hint="As the bank knows it: banks compare it with the account."
                error={fieldState.error?.message}
                autoComplete="off"
                autoFocus
                maxLength={140}
              />
            )}
          />
          <div className="grid gap-4 sm:grid-cols-2">
            <Controller
              control={control}
              name="email"
              render={({ field, fieldState }) => (
                <TextField
                  {...field}
                  value={field.value ?? ""}
                  onChange={(typed) => field.onChange(typed || undefined)}
                  label="E-mail"
                  aside="optional"
                  type="email"
                  inputMode="email"
                  autoComplete="off"
                  error={fieldState.error?.message}
                />
              )}
            />
            <Controller
              control={control}
              name="country"
              render={({ field: { onChange, ...field }, fieldState }) => (
                <ComboBox
                  {...field}
                  value={field.value ?? null}
                  onChange={(code) => onChange(code ?? undefined)}
                  label="Country"
                  aside="optional"
                  choices={countries.map(({ code, name }) => ({ id: code, text: name, after: code }))}
                  emptySentence="No country has that name."
                  error={fieldState.error?.message}
                />
              )}
            />
          </div>
          <div className="grid gap-4 sm:grid-cols-2">
            <Controller
              control={control}
              name="tags"
              render={({ field, fieldState }) => (
                <ReceiverTagsField {...field} value={field.value ?? []} error={sentenceOf(fieldState.error)} />
              )}
            />
            <Controller
              control={control}
              name="language"
              render={({ field: { onChange, ...field }, fieldState }) => (
                <ComboBox
                  {...field}
                  value={field.value ?? null}
                  onChange={(code) => onChange(code ?? undefined)}
                  label="Language"
                  aside="optional"
                  choices={languages.map(({ code, name }) => ({ id: code, text: name, after: code }))}
                  emptySentence="No language has that name."
                  error={fieldState.error?.message}
                />
              )}
            />
          </div>
          <Controller
            control={control}
            name="reference"
            render={({ field, fieldState }) => (
              <TextField
                {...field}
                value={field.value ?? ""}
                onChange={(typed) => field.onChange(typed || undefined)}
                label="Your reference"
                aside="optional"
                hint="A customer or supplier number of your own."
                autoComplete="off"
                maxLength={100}
                error={fieldState.error?.message}
              />
            )}
          />
        </div>
      </Card>

      {existing ? null : (
        <Card title="Account">
          <div className="flex flex-col gap-4">
            <Select
              label="Kind of account"
              choices={[
                ...offers.flatMap(({ kind }) => (isAccountChoice(kind) ? [{ id: kind, text: ACCOUNT_CHOICES[kind] }] : [])),
                NOT_YET,
              ]}
              value={account?.address.kind ?? NOT_YET.id}
              onChange={chooseKind}
            />
            {account && isAccountChoice(account.address.kind) ? (
              <ReceiverAccountFields control={control} kind={account.address.kind} fallbackName={() => getValues("name")} />
            ) : (
              <p className="text-grey-5">It can be given later, with the first payout.</p>
            )}
          </div>
        </Card>
      )}

      <Card title="For providers that check who is paid">
        {details ? (
          <div className="flex flex-col gap-4">
            <p className="text-grey-5">
              Some providers pay only people whom they know, and ask them to prove who they are. It is stored encrypted.
            </p>
            <ReceiverDetailsFields control={control} countries={countries} />
            <div>
              <Button onPress={() => setValue("details", undefined)}>Leave these out</Button>
            </div>
          </div>
        ) : (
          <div className="flex flex-wrap items-center justify-between gap-3">
            <p className="text-grey-5">Telephone, date of birth and postal address. Not needed for most payouts.</p>
            <Button onPress={() => setValue("details", EMPTY_DETAILS)}>Add them</Button>
          </div>
        )}
      </Card>

      <Refusal title={words.failed} sentence={formState.errors.root?.message} />
      <div className="flex justify-end gap-2">
        <ButtonLink href={existing ? `/receivers/${existing.receiverId}` : "/receivers"}>Cancel</ButtonLink>
        <Button type="submit" tone="primary" isPending={formState.isSubmitting} pendingLabel={words.pending}>
          {words.button}
        </Button>
      </div>
    </form>
  );
}

/** A list's complaint may stand at one of its members. */
function sentenceOf(error: { message?: string } | readonly ({ message?: string } | undefined)[] | undefined): string | undefined {
  if (error === undefined) return undefined;
  return "message" in error ? error.message : Array.isArray(error) ? error.find((one) => one?.message)?.message : undefined;
}

const NOT_YET = { id: "none", text: "Not yet" };

const ADDING = {
  page: "New receiver",
  deed: "Add the receiver",
  button: "Add receiver",
  pending: "Adding the receiver",
  failed: "The receiver was not added",
} as const;
const CHANGING = {
  page: "Receiver",
  deed: "Save the changes",
  button: "Save changes",
  pending: "Saving the changes",
  failed: "The changes were not saved",
} as const;

function firstAccount(offers: readonly AccountOffer[]): ReceiverDraft["account"] {
  const kind = offers.map((offer) => offer.kind).find(isAccountChoice);
  return kind ? EMPTY_ACCOUNTS[kind] : undefined;
}
