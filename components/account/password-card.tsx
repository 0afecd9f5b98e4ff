"use client";

import { useRef, useState, useTransition } from "react";
import { useStepUp } from "@/components/fields/step-up";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Refusal } from "@/components/ui/refusal";
import { TextField } from "@/components/ui/text-field";
import { confirmDone } from "@/components/ui/toast-queue";
import { changePasswordAction } from "@/lib/actions/account";
import type { Denial } from "@/lib/domain/access/denial";
import { SHORTEST_PASSWORD } from "@/lib/domain/access/password";

/** Changes the password. Every other browser that was signed in with it is out. */
export function PasswordCard({ hasPassword }: { hasPassword: boolean }) {
  const withStepUp = useStepUp();
  const form = useRef<HTMLFormElement>(null);
  const [denial, setDenial] = useState<Denial | null>(null);
  const [isPending, start] = useTransition();
  if (!hasPassword) {
    return (
      <Card title="Password">
        <p className="text-grey-5">You have none here: your company's single sign-on lets you in.</p>
      </Card>
    );
  }
  const change = (typed: FormData) =>
    start(async () => {
      setDenial(null);
      const answer = await withStepUp(() => changePasswordAction({ password: typed.get("password"), next: typed.get("next") }));
      if (!answer.ok) return setDenial(answer.denial);
      form.current?.reset();
      confirmDone(answer.value.ended > 0 ? "The password is changed, and every other browser is signed out." : "The password is changed.");
    });
  return (
    <Card title="Password">
      <form
        ref={form}
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          change(new FormData(event.currentTarget));
        }}
      >
        {denial?.fields ? null : <Refusal sentence={denial?.sentence} />}
        <div className="grid gap-4 sm:grid-cols-2">
          <TextField
            label="Your password now"
            name="password"
            type="password"
            autoComplete="current-password"
            error={denial?.fields?.password?.[0]}
          />
          <TextField
            label="New password"
            name="next"
            type="password"
            autoComplete="new-password"
            hint={`At least ${SHORTEST_PASSWORD} characters. Several words are easier to keep than signs.`}
            error={denial?.fields?.next?.[0]}
          />
        </div>
        <div>
          <Button type="submit" isPending={isPending} pendingLabel="Changing the password">
            Change the password
          </Button>
        </div>
      </form>
    </Card>
  );
}
