"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useState, useTransition } from "react";
import { useForm } from "react-hook-form";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { FormTextField } from "@/components/ui/form-text-field";
import { Refusal } from "@/components/ui/refusal";
import { TextField } from "@/components/ui/text-field";
import { acceptInvitationAction } from "@/lib/actions/invitation";
import { AcceptInvitation } from "@/lib/domain/access/invitation";
import { SHORTEST_PASSWORD } from "@/lib/domain/access/password";

/** Somebody new names themselves and chooses a password; they sign in with it afterwards, as everybody does. */
export function AcceptForm({ token, email, name }: { token: string; email: string; name: string }) {
  const [isPending, start] = useTransition();
  const [isIn, setIsIn] = useState(false);
  const { control, handleSubmit, setError, formState } = useForm<AcceptInvitation>({
    resolver: zodResolver(AcceptInvitation),
    defaultValues: { name, password: "" },
  });
  const accept = handleSubmit((valid) =>
    start(async () => {
      const answer = await acceptInvitationAction(token, valid);
      if (answer.ok) return setIsIn(true);
      const [message] = answer.denial.fields?.password ?? [];
      if (message) setError("password", { message });
      else setError("root", { message: answer.denial.sentence });
    }),
  );
  if (isIn) {
    return (
      <div className="flex flex-col gap-4" role="status">
        <p>You are in the team. Sign in as {email} with the password that you have just chosen.</p>
        <ButtonLink href="/sign-in" tone="primary">
          Sign in
        </ButtonLink>
      </div>
    );
  }
  return (
    <form noValidate onSubmit={(event) => void accept(event)} className="flex flex-col gap-4">
      <TextField label="E-mail" value={email} isDisabled autoComplete="username" />
      <FormTextField control={control} name="name" label="Your name" hint="As colleagues will see it." autoComplete="name" />
      <FormTextField
        control={control}
        name="password"
        label="Password"
        type="password"
        hint={`A few words that nobody would guess. At least ${SHORTEST_PASSWORD} characters.`}
        autoComplete="new-password"
      />
      <Refusal title="You are not in yet" sentence={formState.errors.root?.message} />
      <Button type="submit" tone="primary" isPending={isPending} pendingLabel="Coming in" isWide>
        Come in
      </Button>
    </form>
  );
}
