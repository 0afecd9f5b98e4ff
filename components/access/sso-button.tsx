"use client";

import { Building2 } from "lucide-react";
import { signIn } from "next-auth/react";
import { useState } from "react";
import { Button } from "@/components/ui/button";

/** Goes to the company's own sign-in and comes back signed in, or with why not. */
export function SsoButton({ name, returnTo }: { name: string; returnTo: string }) {
  const [isPending, setIsPending] = useState(false);
  const leave = async () => {
    setIsPending(true);
    await signIn("sso", { callbackUrl: returnTo }).catch(() => setIsPending(false));
  };
  return (
    <Button isWide isPending={isPending} pendingLabel="Going there" onPress={() => void leave()}>
      <Building2 aria-hidden />
      Sign in with {name}
    </Button>
  );
}
