"use client";

import { useAnswer } from "@/components/fields/use-answer";
import { Button } from "@/components/ui/button";
import { Refusal } from "@/components/ui/refusal";
import { joinByInvitationAction } from "@/lib/actions/invitation";

/** For somebody who is signed in already. Joining leads to the new merchant's overview. */
export function JoinForm({ token, merchantName }: { token: string; merchantName: string }) {
  const { run, isPending, refusal } = useAnswer();
  return (
    <div className="flex flex-col gap-4">
      <Refusal title="You have not joined" sentence={refusal} />
      <Button
        tone="primary"
        isWide
        onPress={() => run(() => joinByInvitationAction(token), `You have joined ${merchantName}.`)}
        isPending={isPending}
        pendingLabel="Joining"
      >
        Join {merchantName}
      </Button>
    </div>
  );
}
