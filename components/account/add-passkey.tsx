"use client";

import { startRegistration } from "@simplewebauthn/browser";
import { useState } from "react";
import { useAnswer } from "@/components/fields/use-answer";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Refusal } from "@/components/ui/refusal";
import { TextField } from "@/components/ui/text-field";
import { addPasskeyAction, beginPasskeyAction } from "@/lib/actions/account";
import { OwnerForm } from "./owner-form";
import type { SetUpTotpProps } from "./set-up-totp";

/** Gives it a name, then the browser asks its authenticator. */
export function AddPasskey({ needsPassword, onSet, onClose }: SetUpTotpProps) {
  const [name, setName] = useState("");
  const [fault, setFault] = useState<string | null>(null);
  const { run, refusal } = useAnswer();
  const make = async (optionsJSON: Parameters<typeof startRegistration>[0]["optionsJSON"]) => {
    setFault(null);
    const attestation = await startRegistration({ optionsJSON }).catch(() => null);
    if (!attestation) return setFault("No passkey was made. Nothing has changed.");
    run(
      () => addPasskeyAction({ name, attestation }),
      "The passkey is added.",
      ({ recoveryCodes }) => onSet(recoveryCodes),
    );
  };
  const problem = fault ?? refusal;
  return (
    <Dialog title="Add a passkey" isOpen onClose={onClose} actions={<Button onPress={onClose}>Cancel</Button>}>
      <p className="text-grey-5">A key that stays in this device, in a telephone or on a stick. It signs you in without a password.</p>
      <Refusal sentence={problem} />
      <OwnerForm
        needsPassword={needsPassword}
        label="Make the passkey"
        isDisabled={name.trim() === ""}
        begin={beginPasskeyAction}
        onBegun={(offer) => void make(offer)}
      >
        <TextField label="Name" value={name} onChange={setName} hint="Such as: work laptop." autoFocus maxLength={60} autoComplete="off" />
      </OwnerForm>
    </Dialog>
  );
}
