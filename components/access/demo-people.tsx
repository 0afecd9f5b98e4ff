"use client";

import { useActionState } from "react";
import { Button } from "@/components/ui/button";
import { Refusal } from "@/components/ui/refusal";
import { signInAction } from "@/lib/actions/session";

export type DemoPeopleProps = {
  people: readonly { readonly email: string; readonly label: string }[];
  password: string;
  returnTo: string;
};

/** One press a person, where there is no real money to move. */
export function DemoPeople({ people, password, returnTo }: DemoPeopleProps) {
  const [answer, signIn, isPending] = useActionState(signInAction, null);

  return (
    <form action={signIn} className="flex flex-col gap-3" aria-label="Demo people">
      <p className="text-grey-5 text-small">
        This is a demo desk: no real money moves. Step in as one of its people, whose password is{" "}
        <code className="font-mono">{password}</code>.
      </p>
      <Refusal sentence={answer?.denial.sentence} />
      <input type="hidden" name="to" value={returnTo} />
      <ul className="grid grid-cols-2 gap-2">
        {people.map(({ email, label }) => (
          <li key={email}>
            <Button type="submit" name="demo" value={email} isDisabled={isPending} isWide>
              {label}
            </Button>
          </li>
        ))}
      </ul>
    </form>
  );
}
