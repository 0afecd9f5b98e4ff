"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useState } from "react";
import { useForm, useWatch } from "react-hook-form";
import { Button } from "@/components/ui/button";
import { Refusal } from "@/components/ui/refusal";
import { Select } from "@/components/ui/select";
import { answerAskAction } from "@/lib/actions/ask";
import type { AccountKind } from "@/lib/domain/account/address";
import { CreateReceiver } from "@/lib/domain/receiver/schema";
import { ReceiverAccountFields } from "./receiver-account-fields";
import { ACCOUNT_CHOICES, EMPTY_ACCOUNTS, isAccountChoice, isFieldName, type ReceiverDraft, withAccountName } from "./receiver-draft";

export type AskFormProps = { token: string; merchantName: string; kinds: readonly AccountKind[] };

/** The receiver's account, typed by whoever knows it best. Sent once; a wrong number is said before it is sent. */
export function AskForm({ token, merchantName, kinds }: AskFormProps) {
  const choices = kinds.filter(isAccountChoice);
  const [first] = choices;
  const [isSent, setIsSent] = useState(false);
  const { control, handleSubmit, setValue, setError, getValues, formState } = useForm<ReceiverDraft, unknown, CreateReceiver>({
    resolver: zodResolver(CreateReceiver),
    // Who the receiver is stands on file, and is not told here: only the account is sent.
    defaultValues: { kind: "person", name: "-", account: first && EMPTY_ACCOUNTS[first] },
  });
  const account = useWatch({ control, name: "account" });
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
    const answer = await answerAskAction(token, withAccountName(valid).account).catch(() => null);
    if (answer?.ok) return setIsSent(true);
    for (const [path, [message]] of Object.entries(answer?.denial.fields ?? {})) {
      const name = `account.${path}`;
      if (isFieldName(name)) setError(name, { message });
    }
    setError("root", { message: answer?.denial.sentence ?? LOST });
  });
  const kind = account && isAccountChoice(account.address.kind) ? account.address.kind : first;

  return (
    <form noValidate onSubmit={(event) => void send(event)} className="flex flex-col gap-5">
      <p className="text-grey-5">
        Type the account that the money should go to. It is sent to {merchantName} alone, and they check it before anything is paid.
      </p>
      <Select
        label="Your account"
        choices={choices.map((id) => ({ id, text: ACCOUNT_CHOICES[id] }))}
        value={kind}
        onChange={(id) =>
          isAccountChoice(id)
            ? setValue("account", { ...EMPTY_ACCOUNTS[id], holderName: getValues("account")?.holderName ?? "" })
            : undefined
        }
      />
      <ReceiverAccountFields control={control} kind={kind} fallbackName={() => ""} />
      <Refusal title="It was not sent" sentence={formState.errors.root?.message} />
      <div>
        <Button type="submit" tone="primary" size="large" isPending={formState.isSubmitting} pendingLabel="Sending">
          Send my account
        </Button>
      </div>
    </form>
  );
}

const LOST = "The answer did not come back. Open the link again to see whether it was sent.";
