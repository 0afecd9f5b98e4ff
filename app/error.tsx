"use client";

import { Button } from "@/components/ui/button";
import { ErrorFace } from "@/components/ui/error-face";

/** The last net: a broken promise of ours. What was committed before it broke stays committed; what was not, did not happen. */
export default function BrokenPage({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <ErrorFace
      title="This page could not be shown"
      reference={error.digest}
      action={
        <Button tone="primary" onPress={reset}>
          Try again
        </Button>
      }
      size="page"
    >
      Payouts are not affected: whatever was on its way goes on. If you had just pressed something, look at the payout before you press it
      again.
    </ErrorFace>
  );
}
