"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useState } from "react";
import { Controller, useForm, useWatch } from "react-hook-form";
import type { z } from "zod";
import { AccountPartField } from "@/components/fields/account-part-field";
import { ACCOUNT_PARTS, ACCOUNT_TYPES } from "@/components/fields/account-parts";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Checkbox } from "@/components/ui/checkbox";
import { Segmented } from "@/components/ui/segmented";
import { Select } from "@/components/ui/select";
import { TextField } from "@/components/ui/text-field";
import { answerAskAction } from "@/lib/actions/ask";
import type { AccountKind } from "@/lib/domain/account/address";
import { AskAnswer } from "@/lib/domain/receiver/ask";
import { ACCOUNT_CHOICES, EMPTY_ACCOUNTS, isAccountChoice } from "./receiver-draft";

type Draft = z.input<typeof AskAnswer>;

export type AskFormProps = { token: string; merchantName: string; kinds: readonly AccountKind[] };

/** The receiver's account, typed by whoever knows it best. Sent once; a wrong number is said before it is sent. */
export function AskForm({ token, merchantName, kinds }: AskFormProps) {
  const choices = kinds.filter(isAccountChoice);
  const [first] = choices;
  const [isSent, setIsSent] = useState(false);
  /** What is unlikely about the account, as the answer said; sent again with the tick, it is let stand. */
  const [doubts, setDoubts] = useState<readonly string[]>([]);
  const [isSure, setIsSure] = useState(false);
  const { control, handleSubmit, setValue, setError, formState } = useForm<Draft, unknown, AskAnswer>({
    resolver: zodResolver(AskAnswer),
    defaultValues: first && EMPTY_ACCOUNTS[first],
  });
  const address = useWatch({ control, name: "address" });
  if (!first) return <p>There is nothing to fill in at the moment. Ask {merchantName} how they can pay you.</p>;
  if (isSent) {
    return (
      <div role="status" className="flex flex-col gap-2">
        <p className="font-medium">Thank you. {merchantName} has your account.</p>
        <p className="text-grey-5">
          They may call you to make sure that it was you, on a number that they know. The link does not work again; you can close this page.
        </p>
      </div>
    );
  }

  const send = handleSubmit(async (valid) => {
    const confirmedDoubts = isSure ? [...doubts] : undefined;
    const named = valid.address.kind === "interac" ? { ...valid, address: { ...valid.address, name: valid.holderName } } : valid;
    const answer = await answerAskAction(token, { ...named, confirmedDoubts }).catch(() => null);
    if (answer?.ok) return setIsSent(true);
    if (answer?.denial.code === "accountDoubtful") {
      setIsSure(false);
      return setDoubts(answer.denial.fields?.address ?? []);
    }
    setDoubts([]);
    setError("root", {
      message: answer?.denial.sentence ?? "The answer did not come back. Open the link again to see whether it was sent.",
    });
  });

  const chooseKind = (id: string) => {
    if (!isAccountChoice(id)) return;
    setDoubts([]);
    setValue("address", EMPTY_ACCOUNTS[id].address);
  };
  const { kind } = address;
  const parts = ACCOUNT_PARTS[kind] ?? [];

  return (
    <form noValidate onSubmit={(event) => void send(event)} className="flex flex-col gap-5">
      <p className="text-grey-5">
        Type the account that the money should go to. It is sent to {merchantName} alone, and they check it before anything is paid.
      </p>
      <Select label="Your account" choices={choices.map((id) => ({ id, text: ACCOUNT_CHOICES[id] }))} value={kind} onChange={chooseKind} />
      <Controller
        control={control}
        name="holderName"
        render={({ field, fieldState }) => (
          <TextField
            {...field}
            label="Account holder"
            hint="As your bank has it."
            autoComplete="name"
            maxLength={140}
            error={fieldState.error?.message}
          />
        )}
      />
      {parts.map((part) => (
        <Controller
          key={`${kind}.${part.name}`}
          control={control}
          name={`address.${part.name}`}
          render={({ field, fieldState }) => (
            <AccountPartField {...field} part={part} value={field.value ?? ""} error={fieldState.error?.message} />
          )}
        />
      ))}
      {kind === "cadEft" || kind === "aba" ? (
        <Controller
          key={`${kind}.accountType`}
          control={control}
          name="address.accountType"
          render={({ field }) => (
            <div>
              <Segmented label="Type of account" segments={ACCOUNT_TYPES} chosen={field.value ?? "checking"} onChoose={field.onChange} />
            </div>
          )}
        />
      ) : null}
      {kind === "interac" || kind === "emailWallet" ? (
        <Controller
          key={`${kind}.email`}
          control={control}
          name="address.email"
          render={({ field, fieldState }) => (
            <TextField
              {...field}
              value={field.value ?? ""}
              label={kind === "interac" ? "Interac e-mail" : "E-mail of your wallet"}
              type="email"
              inputMode="email"
              autoComplete="email"
              error={fieldState.error?.message}
            />
          )}
        />
      ) : null}
      {doubts.length > 0 ? (
        <Callout tone="warning" title="Please look again" isLive>
          <div className="flex flex-col gap-2">
            {doubts.map((doubt) => (
              <p key={doubt}>{doubt}</p>
            ))}
            <Checkbox value={isSure} onChange={setIsSure}>
              I have checked it, and it is right
            </Checkbox>
          </div>
        </Callout>
      ) : null}
      {formState.errors.root ? (
        <Callout tone="danger" title="It was not sent" isLive>
          {formState.errors.root.message}
        </Callout>
      ) : null}
      <div>
        <Button
          type="submit"
          tone="primary"
          size="large"
          isPending={formState.isSubmitting}
          pendingLabel="Sending"
          isDisabled={doubts.length > 0 && !isSure}
        >
          Send my account
        </Button>
      </div>
    </form>
  );
}
