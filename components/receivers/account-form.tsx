"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useRouter } from "next/navigation";
import { useForm, useWatch } from "react-hook-form";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { Callout } from "@/components/ui/callout";
import { Card } from "@/components/ui/card";
import { useKeyBindings } from "@/components/ui/key-bindings";
import { Refusal } from "@/components/ui/refusal";
import { Select } from "@/components/ui/select";
import { confirmDone } from "@/components/ui/toast-queue";
import { proposeAccountAction } from "@/lib/actions/accounts";
import type { AccountKind } from "@/lib/domain/account/address";
import { CreateReceiver } from "@/lib/domain/receiver/schema";
import type { AccountOffer } from "@/lib/queries/list-account-offers";
import { ReceiverAccountFields } from "./receiver-account-fields";
import { ACCOUNT_CHOICES, EMPTY_ACCOUNTS, isAccountChoice, isFieldName, type ReceiverDraft, withAccountName } from "./receiver-draft";

export type AccountFormProps = {
  receiver: { readonly id: string; readonly name: string; readonly kind: "person" | "company" };
  offers: readonly AccountOffer[];
  /** The account that says something else from now on; a further one without. */
  changes?: { readonly accountId: string; readonly kind: AccountKind; readonly holderName: string; readonly masked: string };
  /** Whether policy lets nothing be paid to it before a second person has confirmed it. */
  isProposal: boolean;
};

/** A further account of somebody on file, or what one of theirs says from now on. */
export function AccountForm({ receiver, offers, changes, isProposal }: AccountFormProps) {
  const router = useRouter();
  const kinds = changes ? [changes.kind] : offers.map(({ kind }) => kind);
  const first = kinds.find(isAccountChoice);
  const { control, handleSubmit, setError, setValue, getValues, formState } = useForm<ReceiverDraft, unknown, CreateReceiver>({
    resolver: zodResolver(CreateReceiver),
    defaultValues: {
      kind: receiver.kind,
      name: receiver.name,
      account: first && { ...EMPTY_ACCOUNTS[first], holderName: changes?.holderName ?? receiver.name },
    },
  });
  const account = useWatch({ control, name: "account" });
  const words = changes ? CHANGING : ADDING;

  const save = handleSubmit(async (valid) => {
    const named = withAccountName(valid).account;
    if (!named) return;
    const answer = await proposeAccountAction({ receiverId: receiver.id, accountId: changes?.accountId, ...named });
    if (answer.ok) {
      confirmDone(answer.value.isProposal ? `${words.done} It waits for a checker's call back.` : words.done);
      return router.push(`/receivers/${receiver.id}`);
    }
    for (const [path, [message]] of Object.entries(answer.denial.fields ?? {})) {
      const name = `account.${path}`;
      if (isFieldName(name)) setError(name, { message });
    }
    setError("root", { message: answer.denial.sentence });
  });
  useKeyBindings("Account", [{ keys: "mod+Enter", label: words.button, onPress: () => void save() }]);

  if (!first) {
    return (
      <Callout tone="info" title="No active connection pays accounts that could be typed here">
        An admin connects a provider under Settings.
      </Callout>
    );
  }
  return (
    <form noValidate onSubmit={(event) => void save(event)} className="flex max-w-160 flex-col gap-5">
      {isProposal ? (
        <Callout tone="info" title="A second person confirms it">
          Once it is saved, a checker calls {receiver.name} back on a known number. Payouts may be made meanwhile; they are held until then,
          and go by themselves.
        </Callout>
      ) : null}
      <Card title="Account">
        <div className="flex flex-col gap-4">
          {changes ? (
            <p className="text-grey-5">
              It says <span className="font-mono text-small">{changes.masked}</span> of {changes.holderName} now. What it says stays on
              record; payouts that name it are not touched.
            </p>
          ) : (
            <Select
              label="Kind of account"
              choices={kinds.filter(isAccountChoice).map((kind) => ({ id: kind, text: ACCOUNT_CHOICES[kind] }))}
              value={account?.address.kind ?? first}
              onChange={(id) =>
                isAccountChoice(id)
                  ? setValue("account", { ...EMPTY_ACCOUNTS[id], holderName: getValues("account")?.holderName ?? receiver.name })
                  : undefined
              }
            />
          )}
          {account && isAccountChoice(account.address.kind) ? (
            <ReceiverAccountFields control={control} kind={account.address.kind} fallbackName={() => receiver.name} />
          ) : null}
        </div>
      </Card>
      <Refusal title={words.failed} sentence={formState.errors.root?.message} />
      <div className="flex justify-end gap-2">
        <ButtonLink href={`/receivers/${receiver.id}`}>Cancel</ButtonLink>
        <Button type="submit" tone="primary" isPending={formState.isSubmitting} pendingLabel={words.pending}>
          {words.button}
        </Button>
      </div>
    </form>
  );
}

const ADDING = {
  button: "Add account",
  pending: "Adding the account",
  done: "The account is on file.",
  failed: "The account was not added",
} as const;
const CHANGING = {
  button: "Save change",
  pending: "Saving the change",
  done: "The change is on file.",
  failed: "The change was not saved",
} as const;
