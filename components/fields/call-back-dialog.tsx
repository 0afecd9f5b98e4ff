"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { fromDate, parseDateTime, toCalendarDateTime } from "@internationalized/date";
import { Eye } from "lucide-react";
import { useState } from "react";
import { Controller, useForm } from "react-hook-form";
import * as z from "zod";
import { groupAccountNumber } from "@/components/display/account-text";
import { useDisplaySettings } from "@/components/display/display-settings";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { DialogActions } from "@/components/ui/dialog-actions";
import { FormTextField } from "@/components/ui/form-text-field";
import { Refusal } from "@/components/ui/refusal";
import { TextField } from "@/components/ui/text-field";
import { confirmAccountAction } from "@/lib/actions/accounts";
import { revealAccountAction } from "@/lib/actions/receivers";
import { ACCOUNT_KIND_LABELS, type AccountAddress, accountNumberOf } from "@/lib/domain/account/address";
import { ConfirmAccount } from "@/lib/domain/account/proposal";
import { useAnswer } from "./use-answer";

export type AccountDecisionProps = { versionId: string; account: string; onClose: () => void; onDecided?: () => void };

/** The moment as the field writes it, "2026-11-30T09:15", in the person's zone. */
const Typed = ConfirmAccount.omit({ calledAt: true, versionId: true }).extend({
  calledAt: z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/, "Say when you called."),
});

/** Whom, on which number, when: the record of the call that makes an account payable. */
export function CallBackDialog({ versionId, account, onClose, onDecided }: AccountDecisionProps) {
  const { timeZone } = useDisplaySettings();
  const { run, isPending, refusal } = useAnswer();
  const { control, handleSubmit } = useForm({
    resolver: zodResolver(Typed),
    defaultValues: { calledName: "", calledNumber: "", calledAt: writeMoment(new Date(), timeZone), note: "" },
  });
  const confirm = handleSubmit(({ calledAt, ...valid }) =>
    run(
      () => confirmAccountAction({ ...valid, versionId, calledAt: parseDateTime(calledAt).toDate(timeZone) }),
      "The account is confirmed. What waited for it goes on by itself.",
      () => {
        onDecided?.();
        onClose();
      },
    ),
  );
  return (
    <Dialog
      title="Confirm by call back"
      isOpen
      onClose={onClose}
      actions={
        <DialogActions onCancel={onClose} form="call-back" isPending={isPending} pendingLabel="Confirming">
          Confirm account
        </DialogActions>
      }
    >
      <form id="call-back" noValidate onSubmit={(event) => void confirm(event)} className="flex flex-col gap-4">
        <p className="text-grey-5">
          They read out the number of <span className="font-mono text-small">{account}</span>, and it is the same. What you write here is
          kept for good.
        </p>
        <NumberToCompare versionId={versionId} />
        <FormTextField control={control} name="calledName" label="Who was called" autoComplete="off" autoFocus maxLength={100} />
        <div className="grid gap-4 sm:grid-cols-2">
          <FormTextField
            control={control}
            name="calledNumber"
            label="On which number"
            hint="One known before; never one from the message that brought the account."
            type="tel"
            inputMode="tel"
            autoComplete="off"
            maxLength={30}
          />
          <FormTextField control={control} name="calledAt" label="When" type="datetime-local" />
        </div>
        <Controller
          control={control}
          name="note"
          render={({ field, fieldState }) => (
            <TextField
              {...field}
              value={field.value ?? ""}
              label="Note"
              aside="optional"
              autoComplete="off"
              maxLength={500}
              error={fieldState.error?.message}
            />
          )}
        />
        <Refusal title="It was not confirmed" sentence={refusal} />
      </form>
    </Dialog>
  );
}

/** The whole number, for the one moment in which it has to be compared; that it was shown is on record like any other look at it. */
function NumberToCompare({ versionId }: { versionId: string }) {
  const { run, isPending, refusal } = useAnswer();
  const [address, setAddress] = useState<AccountAddress | null>(null);
  const show = () =>
    run(
      () => revealAccountAction({ accountVersionId: versionId, reason: "To compare it on a call back" }),
      "That you looked is on record.",
      setAddress,
    );
  if (address) {
    return (
      <p className="rounded-ui border border-grey-2 bg-grey-1 px-3 py-2 font-mono text-base">
        {groupAccountNumber(accountNumberOf(address), address.kind) || ACCOUNT_KIND_LABELS[address.kind]}
      </p>
    );
  }
  return (
    <div className="flex flex-wrap items-center gap-3">
      <Button size="small" isPending={isPending} pendingLabel="Showing it" onPress={show}>
        <Eye aria-hidden />
        Show the number to compare
      </Button>
      {refusal ? (
        <span role="alert" className="text-red text-small">
          {refusal}
        </span>
      ) : null}
    </div>
  );
}

function writeMoment(at: Date, timeZone: string): string {
  return toCalendarDateTime(fromDate(at, timeZone)).toString().slice(0, 16);
}
