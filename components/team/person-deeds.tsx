"use client";

import { LogOut, MoreHorizontal, ShieldOff, UserCheck, UserCog, UserX } from "lucide-react";
import { useState } from "react";
import { useAnswer } from "@/components/fields/use-answer";
import { Dialog } from "@/components/ui/dialog";
import { DialogActions } from "@/components/ui/dialog-actions";
import { IconButton } from "@/components/ui/icon-button";
import { Menu, MenuItem, MenuLine } from "@/components/ui/menu";
import { Refusal } from "@/components/ui/refusal";
import { disablePersonAction, enablePersonAction, endSessionsOfAction, resetSecondFactorAction } from "@/lib/actions/team";
import type { RoleChoice, TeamMember } from "@/lib/queries/read-team";
import { RoleDialog } from "./role-dialog";

/** What may be done about a colleague. Shutting out is at once; letting in again may take a second admin. */
export function PersonDeeds({ person, roles }: { person: TeamMember; roles: readonly RoleChoice[] }) {
  const [open, setOpen] = useState<"role" | keyof typeof DEEDS | null>(null);
  const close = () => setOpen(null);
  const isIn = person.disabled === null;
  return (
    <>
      <Menu
        label={`What may be done about ${person.name}`}
        placement="bottom end"
        trigger={
          <IconButton label={`More about ${person.name}`} size="small">
            <MoreHorizontal />
          </IconButton>
        }
      >
        <MenuItem text="Change the role" icon={<UserCog className="size-4" />} onAction={() => setOpen("role")} />
        <MenuItem
          text="End sessions"
          detail="Signs out every browser"
          icon={<LogOut className="size-4" />}
          isDisabled={person.sessions === 0}
          onAction={() => setOpen("sessions")}
        />
        <MenuItem
          text="Reset the second factor"
          detail="They set up another one"
          icon={<ShieldOff className="size-4" />}
          isDisabled={!person.hasTotp && person.passkeys === 0}
          onAction={() => setOpen("factor")}
        />
        <MenuLine />
        {isIn ? (
          <MenuItem text="Disable" tone="danger" icon={<UserX className="size-4" />} onAction={() => setOpen("disable")} />
        ) : (
          <MenuItem text="Let in again" icon={<UserCheck className="size-4" />} onAction={() => setOpen("enable")} />
        )}
      </Menu>
      {open === "role" ? <RoleDialog person={person} roles={roles} onClose={close} /> : null}
      {open !== null && open !== "role" ? <SureDialog deed={open} person={person} onClose={close} /> : null}
    </>
  );
}

const DEEDS = {
  sessions: {
    title: (name: string) => `End the sessions of ${name}?`,
    sentence: "Every browser in which they are signed in here is signed out at once. They may sign in again.",
    button: "End the sessions",
    act: async (personId: string) => endSessionsOfAction({ personId }),
    done: (name: string) => `${name} is signed out.`,
  },
  factor: {
    title: (name: string) => `Reset the second factor of ${name}?`,
    sentence:
      "Their authenticator app, passkeys and recovery codes stop working, and they are signed out. Do it only after you have spoken to them: whoever knows the password alone gets in until they set up another one.",
    button: "Reset the second factor",
    act: async (personId: string) => resetSecondFactorAction({ personId }),
    done: (name: string) => `${name} has no second factor any more.`,
  },
  disable: {
    title: (name: string) => `Disable ${name}?`,
    sentence: "They are signed out at once and cannot sign in here. What they made and decided stays as it is.",
    button: "Disable",
    act: async (personId: string) => disablePersonAction({ personId }),
    done: (name: string) => `${name} is disabled.`,
  },
  enable: {
    title: (name: string) => `Let ${name} in again?`,
    sentence: "They may sign in with the role they had. If it can release money, or say who may, a second admin confirms it first.",
    button: "Let in again",
    act: async (personId: string) => enablePersonAction({ personId }),
    done: (name: string) => `It is noted for ${name}.`,
  },
} as const;

function SureDialog({ deed, person: { personId, name }, onClose }: { deed: keyof typeof DEEDS; person: TeamMember; onClose: () => void }) {
  const { run, isPending, refusal } = useAnswer();
  const words = DEEDS[deed];
  const act = () => run<unknown>(() => words.act(personId), words.done(name), onClose);
  return (
    <Dialog
      title={words.title(name)}
      role="alertdialog"
      isOpen
      onClose={onClose}
      actions={
        <DialogActions
          onCancel={onClose}
          tone={deed === "disable" || deed === "factor" ? "danger" : "primary"}
          onPress={act}
          isPending={isPending}
          pendingLabel="Working on it"
        >
          {words.button}
        </DialogActions>
      }
    >
      <p>{words.sentence}</p>
      <Refusal title="That was not done" sentence={refusal} />
    </Dialog>
  );
}
