"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { Controller, useForm } from "react-hook-form";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Refusal } from "@/components/ui/refusal";
import { TextArea } from "@/components/ui/text-area";
import { rejectAccountAction } from "@/lib/actions/accounts";
import { RejectAccount } from "@/lib/domain/account/proposal";
import type { AccountDecisionProps } from "./call-back-dialog";
import { useAnswer } from "./use-answer";

/** Why an account is not theirs. What is held for it stays held until somebody cancels it, and that is said here. */
export function RejectAccountDialog({ versionId, account, onClose, onDecided }: AccountDecisionProps) {
  const { run, isPending, refusal } = useAnswer();
  const { control, handleSubmit } = useForm({ resolver: zodResolver(RejectAccount), defaultValues: { versionId, note: "" } });
  const reject = handleSubmit((valid) =>
    run(
      () => rejectAccountAction(valid),
      "The account is rejected. Nothing goes to it.",
      () => {
        onDecided?.();
        onClose();
      },
    ),
  );
  return (
    <Dialog
      title="Reject the account"
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>Keep it waiting</Button>
          <Button tone="danger" type="submit" form="reject-account" isPending={isPending} pendingLabel="Rejecting">
            Reject account
          </Button>
        </>
      }
    >
      <form id="reject-account" noValidate onSubmit={(event) => void reject(event)} className="flex flex-col gap-4">
        <p className="text-grey-5">
          Nothing is ever paid to <span className="font-mono text-small">{account}</span> as it was brought. Payouts that were made to it
          stay held until somebody cancels them.
        </p>
        <Controller
          control={control}
          name="note"
          render={({ field, fieldState }) => (
            <TextArea {...field} label="Why" autoFocus maxLength={500} error={fieldState.error?.message} />
          )}
        />
        <Refusal title="It was not rejected" sentence={refusal} />
      </form>
    </Dialog>
  );
}
