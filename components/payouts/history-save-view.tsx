"use client";

import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { Checkbox } from "@/components/ui/checkbox";
import { Dialog } from "@/components/ui/dialog";
import { DialogActions } from "@/components/ui/dialog-actions";
import { TextField } from "@/components/ui/text-field";
import { chooseDefaultViewAction, saveViewAction } from "@/lib/actions/views";

export type HistorySaveViewProps = { query: string; name: string; onClose: () => void };

export function HistorySaveView({ query, name: before, onClose }: HistorySaveViewProps) {
  const router = useRouter();
  const [name, setName] = useState(before);
  const [isShared, setIsShared] = useState(false);
  const [isDefault, setIsDefault] = useState(false);
  const [isPending, start] = useTransition();
  const [refusal, setRefusal] = useState<string | null>(null);
  const save = () =>
    start(async () => {
      const saved = await saveViewAction({ name, query, isShared });
      if (!saved.ok) return setRefusal(saved.denial.fields?.name?.[0] ?? saved.denial.sentence);
      if (isDefault) await chooseDefaultViewAction({ viewId: saved.value.viewId });
      router.refresh();
      onClose();
    });
  return (
    <Dialog
      title="Save this view"
      isOpen
      onClose={onClose}
      width="narrow"
      actions={
        <DialogActions onCancel={onClose} form="save-view" isPending={isPending}>
          Save view
        </DialogActions>
      }
    >
      <form
        id="save-view"
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <TextField label="Name" value={name} onChange={setName} maxLength={60} autoFocus autoComplete="off" error={refusal ?? undefined} />
        <Checkbox value={isShared} onChange={setIsShared} hint="Everybody here sees the tab.">
          Share it
        </Checkbox>
        <Checkbox value={isDefault} onChange={setIsDefault}>
          Open payouts with it
        </Checkbox>
      </form>
    </Dialog>
  );
}
