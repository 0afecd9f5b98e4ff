"use client";

import { Button } from "@/components/ui/button";
import { ErrorFace } from "@/components/ui/error-face";

type Props = { error: Error & { digest?: string }; reset: () => void };

export default function PayoutsError({ error, reset }: Props) {
  return (
    <ErrorFace
      size="page"
      title="The history could not be shown"
      reference={error.digest}
      action={<Button onPress={reset}>Try again</Button>}
    >
      The fault is ours. Nothing was lost: every payout is where it was, and what was on its way goes on. If you had just pressed something,
      look here before you press it again.
    </ErrorFace>
  );
}
