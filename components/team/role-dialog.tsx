"use client";

import { useState } from "react";
import { useAnswer } from "@/components/fields/use-answer";
import { Dialog } from "@/components/ui/dialog";
import { DialogActions } from "@/components/ui/dialog-actions";
import { Refusal } from "@/components/ui/refusal";
import { Select } from "@/components/ui/select";
import { changeRoleAction } from "@/lib/actions/team";
import type { RoleChoice, TeamMember } from "@/lib/queries/read-team";
import { roleChoices } from "./role-choices";

export type RoleDialogProps = { person: TeamMember; roles: readonly RoleChoice[]; onClose: () => void };

export function RoleDialog({ person: { personId, name, role: present }, roles, onClose }: RoleDialogProps) {
  const [role, setRole] = useState(present);
  const { run, isPending, refusal } = useAnswer();
  const wanted = roles.find(({ key }) => key === role);
  const change = () =>
    run(
      () => changeRoleAction({ personId, role }),
      ({ waitsForAnother }) => (waitsForAnother ? "It waits for a second admin." : `${name} is ${wanted?.name ?? role} now.`),
      onClose,
    );
  return (
    <Dialog
      title={`The role of ${name}`}
      isOpen
      onClose={onClose}
      actions={
        <DialogActions onCancel={onClose} onPress={change} isDisabled={role === present} isPending={isPending} pendingLabel="Changing">
          Change the role
        </DialogActions>
      }
    >
      <Select label="Role" choices={roleChoices(roles)} value={role} onChange={setRole} hint={wanted?.description} />
      <p className="text-grey-5 text-small">
        It counts from their next click on. A role that can release money, or say who may, takes a second admin's word first.
      </p>
      <Refusal title="The role was not changed" sentence={refusal} />
    </Dialog>
  );
}
