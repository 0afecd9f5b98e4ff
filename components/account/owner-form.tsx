"use client";

import { type ReactNode, useState, useTransition } from "react";
import { useStepUp } from "@/components/fields/step-up";
import { Button } from "@/components/ui/button";
import { Refusal } from "@/components/ui/refusal";
import { TextField } from "@/components/ui/text-field";
import type { ActionAnswer } from "@/lib/actions/answer";

export type OwnerFormProps<T> = {
  needsPassword: boolean;
  label: string;
  isDisabled?: boolean;
  begin: (input: { password?: string }) => Promise<ActionAnswer<T>>;
  onBegun: (value: T) => void;
  children?: ReactNode;
};

/** The first step of adding a way in: whoever sits here shows that they own the account. */
export function OwnerForm<T>({ needsPassword, label, isDisabled, begin, onBegun, children }: OwnerFormProps<T>) {
  const withStepUp = useStepUp();
  const [password, setPassword] = useState("");
  const [refusal, setRefusal] = useState<string | null>(null);
  const [isPending, start] = useTransition();
  const submit = () =>
    start(async () => {
      setRefusal(null);
      const answer = await withStepUp(() => begin(needsPassword ? { password } : {})).catch(() => null);
      if (answer?.ok) return onBegun(answer.value);
      setRefusal(answer ? (answer.denial.fields?.password?.[0] ?? answer.denial.sentence) : "The answer did not come back. Try again.");
    });
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      {children}
      {needsPassword ? (
        <TextField
          label="Your password"
          type="password"
          autoComplete="current-password"
          autoFocus={!children}
          value={password}
          onChange={setPassword}
          hint="To be sure that this is you."
        />
      ) : null}
      <Refusal sentence={refusal} />
      <Button type="submit" tone="primary" isPending={isPending} isDisabled={isDisabled} isWide>
        {label}
      </Button>
    </form>
  );
}
