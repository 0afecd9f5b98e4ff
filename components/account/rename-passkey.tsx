"use client";

import { useState } from "react";
import { useAnswer } from "@/components/fields/use-answer";
import { Dialog } from "@/components/ui/dialog";
import { DialogActions } from "@/components/ui/dialog-actions";
import { TextField } from "@/components/ui/text-field";
import { renamePasskeyAction } from "@/lib/actions/account";
import type { PasskeyView } from "@/lib/queries/read-security";

export function RenamePasskey({ passkey: { id, name: before }, onClose }: { passkey: PasskeyView; onClose: () => void }) {
  const [name, setName] = useState(before);
  const { run, isPending, refusal } = useAnswer();
  return (
    <Dialog
      title={`Rename ${before}`}
      isOpen
      onClose={onClose}
      width="narrow"
      actions={
        <DialogActions onCancel={onClose} form="rename-passkey" isPending={isPending} pendingLabel="Renaming">
          Rename
        </DialogActions>
      }
    >
      <form
        id="rename-passkey"
        onSubmit={(event) => {
          event.preventDefault();
          run(() => renamePasskeyAction({ passkeyId: id, name }), "It has its new name.", onClose);
        }}
      >
        <TextField
          label="Name"
          value={name}
          onChange={setName}
          autoFocus
          maxLength={60}
          autoComplete="off"
          {...(refusal ? { error: refusal } : {})}
        />
      </form>
    </Dialog>
  );
}
