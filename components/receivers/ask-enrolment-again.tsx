"use client";

import { useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { confirmDone } from "@/components/ui/toast-queue";
import { askEnrolmentAgainAction } from "@/lib/actions/receivers";

/** Asks the provider now instead of at the desk's next turn; after a refusal it is tried anew. */
export function AskEnrolmentAgain({ enrolmentId }: { enrolmentId: string }) {
  const [isPending, start] = useTransition();
  const [refusal, setRefusal] = useState<string | null>(null);
  const ask = () =>
    start(async () => {
      const answer = await askEnrolmentAgainAction({ enrolmentId });
      if (answer.ok) confirmDone("The provider is being asked.");
      setRefusal(answer.ok ? null : answer.denial.sentence);
    });
  return (
    <span className="flex items-center gap-2">
      {refusal ? (
        <span role="alert" className="text-red text-small">
          {refusal}
        </span>
      ) : null}
      <Button onPress={ask} isPending={isPending} pendingLabel="Asking the provider">
        Ask again
      </Button>
    </span>
  );
}
