"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useState, useTransition } from "react";
import { Controller, useForm, useWatch } from "react-hook-form";
import { ShownOnce } from "@/components/display/shown-once";
import { useStepUp } from "@/components/fields/step-up";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { DialogActions } from "@/components/ui/dialog-actions";
import { FormTextField } from "@/components/ui/form-text-field";
import { Refusal } from "@/components/ui/refusal";
import { Select } from "@/components/ui/select";
import { TextField } from "@/components/ui/text-field";
import { confirmDone } from "@/components/ui/toast-queue";
import { invitePersonAction } from "@/lib/actions/team";
import { InvitePerson } from "@/lib/domain/access/team-schema";
import type { RoleChoice } from "@/lib/queries/read-team";
import { roleChoices } from "./role-choices";

const FIELDS = ["email", "name", "role"] as const;

/** Asks somebody into the team. Where no mail goes out, the link is shown here, this once. */
export function InviteDialog({ roles, onClose }: { roles: readonly RoleChoice[]; onClose: () => void }) {
  const withStepUp = useStepUp();
  const [isPending, start] = useTransition();
  const [link, setLink] = useState<string | null>(null);
  const { control, handleSubmit, setError, formState } = useForm<InvitePerson>({
    resolver: zodResolver(InvitePerson),
    defaultValues: { email: "", name: "", role: "" },
  });
  const wanted = useWatch({ control, name: "role" });
  const role = roles.find(({ key }) => key === wanted);
  const invite = handleSubmit((valid) =>
    start(async () => {
      const answer = await withStepUp(() => invitePersonAction(valid), `invite ${valid.email}`);
      if (!answer.ok) {
        for (const name of FIELDS) if (answer.denial.fields?.[name]) setError(name, { message: answer.denial.fields[name]?.[0] });
        return setError("root", { message: answer.denial.sentence });
      }
      if (answer.value.link) return setLink(`${window.location.origin}${answer.value.link}`);
      confirmDone(answer.value.waitsForAnother ? "It waits for a second admin." : `${valid.email} is invited.`);
      onClose();
    }),
  );
  if (link) {
    return (
      <Dialog title="Invited" isOpen onClose={onClose} actions={<Button onPress={onClose}>Done</Button>}>
        <ShownOnce title="The link, shown once" text={link} copyLabel="Copy the link">
          No mail goes out here. Hand it to the invited person, and to nobody else: whoever has it can come in.
        </ShownOnce>
      </Dialog>
    );
  }
  return (
    <Dialog
      title="Invite somebody"
      isOpen
      onClose={onClose}
      actions={
        <DialogActions onCancel={onClose} form="invite" isPending={isPending} pendingLabel="Inviting">
          {role?.isGuarded ? "Ask a second admin" : "Invite"}
        </DialogActions>
      }
    >
      <form id="invite" noValidate onSubmit={(event) => void invite(event)} className="flex flex-col gap-4">
        <FormTextField control={control} name="email" label="E-mail" type="email" autoComplete="off" autoCapitalize="none" autoFocus />
        <Controller
          control={control}
          name="name"
          render={({ field, fieldState }) => <TextField {...field} label="Name" autoComplete="off" error={fieldState.error?.message} />}
        />
        <Controller
          control={control}
          name="role"
          render={({ field, fieldState }) => (
            <Select {...field} label="Role" choices={roleChoices(roles)} error={fieldState.error?.message} hint={role?.description} />
          )}
        />
        {role?.isGuarded ? (
          <p className="text-grey-5 text-small">
            {role.name} can release money or say who may. The invitation goes out once a second admin has confirmed it.
          </p>
        ) : null}
        <Refusal title="Nobody was invited" sentence={formState.errors.root?.message} />
      </form>
    </Dialog>
  );
}
