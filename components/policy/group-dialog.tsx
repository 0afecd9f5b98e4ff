"use client";

import { useState } from "react";
import { CheckChoices } from "@/components/fields/check-choices";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { TextField } from "@/components/ui/text-field";
import type { SigningGroup } from "@/lib/domain/approval/policy";
import type { PolicyChoices } from "@/lib/queries/read-policy-choices";

export type GroupDialogProps = {
  group: SigningGroup;
  choices: PolicyChoices;
  onKeep: (group: SigningGroup) => void;
  onClose: () => void;
};

/** Who signs: by role and by name. Only those whose role lets them approve are offered, since nobody else could. */
export function GroupDialog({ group: opened, choices, onKeep, onClose }: GroupDialogProps) {
  const [group, setGroup] = useState(opened);
  const [wasTried, setWasTried] = useState(false);
  const isNamed = group.name.trim() !== "";
  const isSomebody = group.roles.length + group.people.length > 0;
  const keep = () => {
    setWasTried(true);
    if (isNamed && isSomebody) onKeep({ ...group, name: group.name.trim() });
  };
  return (
    <Dialog
      title={opened.name === "" ? "A new group" : `Group "${opened.name}"`}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button size="large" onPress={onClose}>
            Leave it as it was
          </Button>
          <Button size="large" tone="primary" onPress={keep}>
            Keep this group
          </Button>
        </>
      }
    >
      <TextField
        label="Name"
        value={group.name}
        error={wasTried && !isNamed ? "Give the group a name." : undefined}
        onChange={(name) => setGroup({ ...group, name })}
        autoComplete="off"
      />
      <CheckChoices
        label="Everybody who is"
        choices={choices.roles}
        chosen={group.roles}
        onChange={(roles) => setGroup({ ...group, roles })}
      />
      <CheckChoices
        label="And by name"
        choices={choices.checkers}
        chosen={group.people}
        error={wasTried && !isSomebody ? "Choose at least one role or person." : undefined}
        onChange={(people) => setGroup({ ...group, people })}
      />
    </Dialog>
  );
}
