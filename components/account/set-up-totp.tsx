"use client";

import { useState } from "react";
import { CodeField } from "@/components/fields/code-field";
import { useAnswer } from "@/components/fields/use-answer";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { Dialog } from "@/components/ui/dialog";
import { Refusal } from "@/components/ui/refusal";
import { beginTotpAction, confirmTotpAction } from "@/lib/actions/account";
import { OwnerForm } from "./owner-form";
import { QrCode } from "./qr-code";

export type SetUpTotpProps = {
  /** Somebody who has no second factor yet shows by their password that this is them. */
  needsPassword: boolean;
  onSet: (recoveryCodes: readonly string[] | null) => void;
  onClose: () => void;
};

/** Scan or type the secret, then type the code that the app shows: only then is it in force. */
export function SetUpTotp({ needsPassword, onSet, onClose }: SetUpTotpProps) {
  const [begun, setBegun] = useState<{ secret: string; address: string } | null>(null);
  return (
    <Dialog title="Set up an authenticator app" isOpen onClose={onClose} actions={<Button onPress={onClose}>Cancel</Button>}>
      {begun ? (
        <Confirm {...begun} onSet={onSet} />
      ) : (
        <OwnerForm needsPassword={needsPassword} label="Show the code to scan" begin={beginTotpAction} onBegun={setBegun} />
      )}
    </Dialog>
  );
}

function Confirm({ secret, address, onSet }: { secret: string; address: string; onSet: SetUpTotpProps["onSet"] }) {
  const [code, setCode] = useState("");
  const { run, isPending, refusal } = useAnswer();
  const confirm = (whole: string) =>
    run(
      () => confirmTotpAction({ code: whole }),
      "The authenticator app is set up.",
      ({ recoveryCodes }) => onSet(recoveryCodes),
    );
  return (
    <>
      <p className="text-grey-5">Scan this with your authenticator app, or type the secret into it.</p>
      <div className="flex flex-wrap items-center gap-4">
        <QrCode text={address} label="QR code with the secret" />
        <p className="flex min-w-40 flex-1 flex-col gap-1">
          <span className="text-grey-5 text-small">Secret</span>
          <span className="flex items-start gap-1">
            <code className="wrap-anywhere font-mono text-small">{secret.replace(/(.{4})(?=.)/g, "$1 ")}</code>
            <CopyButton text={secret} label="Copy the secret" />
          </span>
        </p>
      </div>
      <Refusal sentence={refusal} />
      <CodeField value={code} onChange={setCode} onWhole={confirm} isPending={isPending} hint="The six digits that the app shows now." />
    </>
  );
}
