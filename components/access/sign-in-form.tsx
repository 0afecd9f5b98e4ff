"use client";

import { useActionState } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { TextField } from "@/components/ui/text-field";
import { signInAction } from "@/lib/actions/session";

/** Asks who is there. `returnTo` is checked again by the action. */
export function SignInForm({ returnTo }: { returnTo: string }) {
  const [answer, signIn, isPending] = useActionState(signInAction, null);
  const fields = answer?.denial.fields;

  return (
    <form action={signIn} className="flex flex-col gap-4">
      {answer && !fields ? (
        <Callout tone={answer.denial.code === "lockedOut" ? "warning" : "danger"} title={answer.denial.sentence} isLive />
      ) : null}
      <input type="hidden" name="to" value={returnTo} />
      <TextField
        key={answer?.email ?? ""}
        label="E-mail"
        name="email"
        type="email"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck="false"
        defaultValue={answer?.email}
        error={fields?.email?.[0]}
      />
      <TextField label="Password" name="password" type="password" autoComplete="current-password" error={fields?.password?.[0]} />
      <Button type="submit" tone="primary" isPending={isPending} pendingLabel="Signing in" isWide>
        Sign in
      </Button>
    </form>
  );
}
