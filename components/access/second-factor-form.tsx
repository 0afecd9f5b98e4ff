"use client";

import { useActionState } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { TextField } from "@/components/ui/text-field";
import { finishSignInAction } from "@/lib/actions/session";
import type { SecondFactor } from "@/lib/domain/access/second-factor";

const WORDS = {
  totp: {
    label: "Code",
    hint: "The six digits that your authenticator app shows now.",
    inputMode: "numeric",
    autoComplete: "one-time-code",
  },
  recoveryCode: { label: "Recovery code", hint: "Sixteen letters and digits. Each works once.", inputMode: "text", autoComplete: "off" },
} as const;

/** The second half of a sign-in. A form like any other, so that it works before its script is there. */
export function SecondFactorForm({ kind, returnTo }: { kind: SecondFactor["kind"]; returnTo: string }) {
  const [denial, finish, isPending] = useActionState(finishSignInAction, null);
  const { label, hint, inputMode, autoComplete } = WORDS[kind];
  const error = denial?.fields?.code?.[0];
  return (
    <form action={finish} className="flex flex-col gap-4">
      {denial && !denial.fields ? (
        <Callout tone={denial.code === "lockedOut" ? "warning" : "danger"} title={denial.sentence} isLive />
      ) : null}
      <input type="hidden" name="to" value={returnTo} />
      <input type="hidden" name="kind" value={kind} />
      <TextField
        {...{ label, hint, inputMode, autoComplete }}
        name="code"
        autoFocus
        isMono
        autoCapitalize="characters"
        spellCheck="false"
        maxLength={40}
        {...(error ? { error } : {})}
      />
      <Button type="submit" tone="primary" isPending={isPending} pendingLabel="Signing in" isWide>
        Sign in
      </Button>
    </form>
  );
}
