"use client";

import { KeyRound, Smartphone } from "lucide-react";
import { type ReactNode, useState } from "react";
import { Timestamp } from "@/components/display/timestamp";
import { useAnswer } from "@/components/fields/use-answer";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Refusal } from "@/components/ui/refusal";
import { makeRecoveryCodesAction, removePasskeyAction, removeTotpAction } from "@/lib/actions/account";
import type { PasskeyView, SecurityView } from "@/lib/queries/read-security";
import { AddPasskey } from "./add-passkey";
import { RecoveryCodesDialog } from "./recovery-codes-dialog";
import { RenamePasskey } from "./rename-passkey";
import { SetUpTotp } from "./set-up-totp";

type Props = { security: Pick<SecurityView, "hasPassword" | "totpSince" | "passkeys" | "recoveryCodesLeft"> };
type Open = { kind: "totp" | "passkey" } | { kind: "codes"; codes: readonly string[] } | { kind: "rename"; passkey: PasskeyView } | null;

/** What is asked for besides the password, and instead of it. */
export function FactorsCard({ security: { hasPassword, totpSince, passkeys, recoveryCodesLeft } }: Props) {
  const [open, setOpen] = useState<Open>(null);
  const { run, isPending, refusal } = useAnswer();
  const close = () => setOpen(null);
  const hasFactor = totpSince !== null || passkeys.length > 0;
  const adding = {
    needsPassword: hasPassword && !hasFactor,
    onSet: (codes: readonly string[] | null) => setOpen(codes ? { kind: "codes", codes } : null),
    onClose: close,
  };
  const makeCodes = () =>
    run(makeRecoveryCodesAction, "The codes before do not work any more.", ({ recoveryCodes }) => adding.onSet(recoveryCodes));
  return (
    <Card title="Second factors" padding="flush">
      {refusal ? (
        <div className="px-4 pt-3">
          <Refusal title="That was not done" sentence={refusal} />
        </div>
      ) : null}
      <ul className="divide-y divide-grey-2">
        <Line
          icon={<Smartphone aria-hidden />}
          title="Authenticator app"
          detail={
            totpSince ? <>In force since {<Timestamp at={totpSince} dateOnly />}</> : "A code from your telephone after the password."
          }
        >
          {totpSince ? (
            <Button size="small" isDisabled={isPending} onPress={() => run(removeTotpAction, "The authenticator app is removed.")}>
              Remove<span className="sr-only"> the authenticator app</span>
            </Button>
          ) : (
            <Button size="small" onPress={() => setOpen({ kind: "totp" })}>
              Set up
            </Button>
          )}
        </Line>
        {passkeys.map((passkey) => (
          <Line key={passkey.id} icon={<KeyRound aria-hidden />} title={passkey.name} detail={<PasskeyStory passkey={passkey} />}>
            <Button size="small" onPress={() => setOpen({ kind: "rename", passkey })}>
              Rename<span className="sr-only"> {passkey.name}</span>
            </Button>
            <Button
              size="small"
              isDisabled={isPending}
              onPress={() => run(() => removePasskeyAction({ passkeyId: passkey.id }), `${passkey.name} is removed.`)}
            >
              Remove<span className="sr-only"> {passkey.name}</span>
            </Button>
          </Line>
        ))}
        <Line
          icon={<KeyRound aria-hidden />}
          title={passkeys.length > 0 ? "Another passkey" : "Passkey"}
          detail="Signs you in by finger, face or PIN, without the password."
        >
          <Button size="small" onPress={() => setOpen({ kind: "passkey" })}>
            Add a passkey
          </Button>
        </Line>
        {hasFactor ? (
          <Line
            icon={<span aria-hidden />}
            title="Recovery codes"
            detail={recoveryCodesLeft === 1 ? "1 code is left." : `${recoveryCodesLeft} codes are left.`}
          >
            <Button size="small" isPending={isPending} pendingLabel="Making new codes" onPress={makeCodes}>
              Make new codes
            </Button>
          </Line>
        ) : null}
      </ul>
      {open?.kind === "totp" ? <SetUpTotp {...adding} /> : null}
      {open?.kind === "passkey" ? <AddPasskey {...adding} /> : null}
      {open?.kind === "codes" ? <RecoveryCodesDialog codes={open.codes} onClose={close} /> : null}
      {open?.kind === "rename" ? <RenamePasskey passkey={open.passkey} onClose={close} /> : null}
    </Card>
  );
}

function PasskeyStory({ passkey: { createdAt, lastUsedAt, isBackedUp } }: { passkey: PasskeyView }) {
  return (
    <>
      Added <Timestamp at={createdAt} dateOnly />
      {lastUsedAt ? (
        <>
          , last used <Timestamp at={lastUsedAt} isRelative />
        </>
      ) : (
        ", never used"
      )}
      {isBackedUp ? ". Kept on several devices." : ". On one device only."}
    </>
  );
}

type LineProps = { icon: ReactNode; title: string; detail: ReactNode; children: ReactNode };

function Line({ icon, title, detail, children }: LineProps) {
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 px-4 py-2.5">
      <span className="flex size-4 shrink-0 text-grey-5 [&_svg]:size-4">{icon}</span>
      <span className="flex min-w-48 flex-1 flex-col">
        <span className="wrap-anywhere">{title}</span>
        <span className="text-grey-5 text-small">{detail}</span>
      </span>
      <span className="flex gap-2 max-sm:ml-7">{children}</span>
    </li>
  );
}
