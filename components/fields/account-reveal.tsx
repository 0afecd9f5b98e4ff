"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { Eye, EyeOff } from "lucide-react";
import { useEffect, useState } from "react";
import { Controller, useForm } from "react-hook-form";
import { groupAccountNumber } from "@/components/display/account-text";
import { CopyKey } from "@/components/display/copy-key";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { DialogActions } from "@/components/ui/dialog-actions";
import { Refusal } from "@/components/ui/refusal";
import { TextField } from "@/components/ui/text-field";
import { revealAccountAction } from "@/lib/actions/receivers";
import { type AccountKind, accountNumberOf } from "@/lib/domain/account/address";
import { RevealAccount } from "@/lib/domain/receiver/schema";

export type AccountRevealProps = { accountVersionId: string; kind: AccountKind; masked: string };

/** Long enough to read it out, short enough that it does not stay on a screen that was left. */
const SHOWN_MS = 60_000;

/** The full number, to someone who says why; the question and the answer are on record before the number is shown. */
export function AccountReveal({ accountVersionId, kind, masked }: AccountRevealProps) {
  const [isAsking, setIsAsking] = useState(false);
  const [number, setNumber] = useState<string | null>(null);
  useEffect(() => {
    if (number === null) return;
    const timer = setTimeout(() => setNumber(null), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [number]);

  if (number !== null) {
    return (
      <span className="flex flex-wrap items-center gap-3">
        <CopyKey label="account number" text={number} shown={groupAccountNumber(number, kind)} />
        <Button tone="plain" size="small" onPress={() => setNumber(null)}>
          <EyeOff aria-hidden />
          Hide
        </Button>
      </span>
    );
  }
  return (
    <>
      <Button size="small" onPress={() => setIsAsking(true)}>
        <Eye aria-hidden />
        Show number
      </Button>
      {isAsking ? (
        <WhyDialog
          accountVersionId={accountVersionId}
          masked={masked}
          onClose={() => setIsAsking(false)}
          onShown={(shown) => {
            setNumber(shown);
            setIsAsking(false);
          }}
        />
      ) : null}
    </>
  );
}

type WhyDialogProps = { accountVersionId: string; masked: string; onClose: () => void; onShown: (number: string) => void };

function WhyDialog({ accountVersionId, masked, onClose, onShown }: WhyDialogProps) {
  const { control, handleSubmit, setError, formState } = useForm({
    resolver: zodResolver(RevealAccount),
    defaultValues: { accountVersionId, reason: "" },
  });
  const reveal = handleSubmit(async (valid) => {
    const answer = await revealAccountAction(valid);
    if (answer.ok) return onShown(accountNumberOf(answer.value));
    setError("root", { message: answer.denial.sentence });
  });
  return (
    <Dialog
      title="Show the full account number"
      isOpen
      onClose={onClose}
      actions={
        <DialogActions onCancel={onClose} form="reveal-account" isPending={formState.isSubmitting}>
          Show number
        </DialogActions>
      }
    >
      <form id="reveal-account" onSubmit={(event) => void reveal(event)} className="flex flex-col gap-4">
        <p className="text-grey-5">
          The number behind <span className="font-mono text-small">{masked}</span> is shown for a minute. Who looked, when and why goes into
          the audit.
        </p>
        <Controller
          control={control}
          name="reason"
          render={({ field, fieldState }) => (
            <TextField
              {...field}
              label="Reason"
              hint="Such as: the receiver is on the telephone and compares it."
              error={fieldState.error?.message}
              autoFocus
              maxLength={200}
            />
          )}
        />
        <Refusal title="It was not shown" sentence={formState.errors.root?.message} />
      </form>
    </Dialog>
  );
}
