"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { Building2, UserRound } from "lucide-react";
import { useRouter } from "next/navigation";
import { Controller, useForm, useWatch } from "react-hook-form";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { Callout } from "@/components/ui/callout";
import { Card } from "@/components/ui/card";
import { ComboBox } from "@/components/ui/combo-box";
import { useKeyBindings } from "@/components/ui/key-bindings";
import { RadioCards } from "@/components/ui/radio-cards";
import { Segmented } from "@/components/ui/segmented";
import { TextField } from "@/components/ui/text-field";
import { confirmDone } from "@/components/ui/toast-queue";
import { createReceiverAction } from "@/lib/actions/receivers";
import { CreateReceiver } from "@/lib/domain/receiver/schema";
import { ReceiverAccountFields } from "./receiver-account-fields";
import { EMPTY_ACCOUNTS, isAccountChoice, isFieldName, type ReceiverDraft } from "./receiver-draft";

export type ReceiverFormProps = { countries: readonly { readonly code: string; readonly name: string }[] };

/** Someone who may be paid, with their first account where it is known. Checked by the same schema as on the server. */
export function ReceiverForm({ countries }: ReceiverFormProps) {
  const router = useRouter();
  const { control, handleSubmit, setError, setValue, getValues, formState } = useForm<ReceiverDraft, unknown, CreateReceiver>({
    resolver: zodResolver(CreateReceiver),
    defaultValues: { kind: "person", name: "", account: EMPTY_ACCOUNTS.iban },
  });
  const account = useWatch({ control, name: "account" });

  const save = handleSubmit(async (valid) => {
    const answer = await createReceiverAction(valid);
    if (answer.ok) {
      confirmDone(`${valid.name} is on file.`);
      return router.push(`/receivers/${answer.value.receiverId}`);
    }
    for (const [path, [message]] of Object.entries(answer.denial.fields ?? {})) if (isFieldName(path)) setError(path, { message });
    setError("root", { message: answer.denial.sentence });
  });
  useKeyBindings("New receiver", [{ keys: "mod+Enter", label: "Add the receiver", onPress: () => void save() }]);

  return (
    <form noValidate onSubmit={(event) => void save(event)} className="flex max-w-160 flex-col gap-5">
      <Card title="Who">
        <div className="flex flex-col gap-4">
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

      <Card title="Account">
        <div className="flex flex-col gap-4">
          <div className="flex">
            <Segmented
              label="Kind of account"
              segments={[
                { id: "iban", text: "IBAN" },
                { id: "sortCode", text: "Sort code" },
                { id: "none", text: "Not yet" },
              ]}
              chosen={account?.address.kind ?? "none"}
              onChoose={(id) => {
                const holderName = getValues("account")?.holderName ?? "";
                const empty = isAccountChoice(id) ? EMPTY_ACCOUNTS[id] : undefined;
                setValue("account", empty && { ...empty, holderName });
              }}
            />
          </div>
          {account ? (
            <ReceiverAccountFields control={control} kind={account.address.kind} fallbackName={() => getValues("name")} />
          ) : (
            <p className="text-grey-5">It can be given later, with the first payout.</p>
          )}
        </div>
      </Card>

      {formState.errors.root ? (
        <Callout tone="danger" title="The receiver was not added" isLive>
          {formState.errors.root.message}
        </Callout>
      ) : null}
      <div className="flex justify-end gap-2">
        <ButtonLink href="/receivers">Cancel</ButtonLink>
        <Button type="submit" tone="primary" isPending={formState.isSubmitting} pendingLabel="Adding the receiver">
          Add receiver
        </Button>
      </div>
    </form>
  );
}
