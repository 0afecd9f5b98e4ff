"use client";

import { startAuthentication } from "@simplewebauthn/browser";
import { KeyRound } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Refusal } from "@/components/ui/refusal";
import { beginPasskeySignInAction, passkeySignInAction } from "@/lib/actions/session";

/** Signs in without an address or a password: the browser offers the passkeys that it has for this desk. */
export function PasskeyButton({ returnTo, isFirst }: { returnTo: string; isFirst?: boolean }) {
  const [isPending, setIsPending] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const signIn = async () => {
    setRefusal(null);
    setIsPending(true);
    try {
      const question = await beginPasskeySignInAction();
      if (!question.ok) return setRefusal(question.denial.sentence);
      const assertion = await startAuthentication({ optionsJSON: question.value });
      // Where it worked, the answer is the next page.
      const answer = await passkeySignInAction(assertion, returnTo);
      if (answer && !answer.ok) setRefusal(answer.denial.sentence);
    } catch {
      setRefusal("No passkey was used.");
    } finally {
      setIsPending(false);
    }
  };
  return (
    <div className="flex flex-col gap-3">
      <Refusal sentence={refusal} />
      <Button
        isWide
        tone={isFirst ? "primary" : undefined}
        isPending={isPending}
        pendingLabel="Waiting for the passkey"
        onPress={() => void signIn()}
      >
        <KeyRound aria-hidden />
        Sign in with a passkey
      </Button>
    </div>
  );
}
