"use client";

import { Timestamp } from "@/components/display/timestamp";
import { useAnswer } from "@/components/fields/use-answer";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Refusal } from "@/components/ui/refusal";
import { endOtherSessionsAction, endOwnSessionAction } from "@/lib/actions/account";
import { isSignInMethod, SIGN_IN_METHODS } from "@/lib/domain/access/sign-in";
import type { SessionView } from "@/lib/queries/read-security";

/** The browsers that are signed in as this person now. What is ended is out at its next click. */
export function SessionsCard({ sessions }: { sessions: readonly SessionView[] }) {
  const { run, isPending, refusal } = useAnswer();
  const hasOthers = sessions.some(({ isThis }) => !isThis);
  const endOthers = (
    <Button
      size="small"
      isPending={isPending}
      pendingLabel="Ending them"
      onPress={() => run(endOtherSessionsAction, "Every other browser is signed out.")}
    >
      End all others
    </Button>
  );
  return (
    <Card title="Where you are signed in" tools={hasOthers ? endOthers : undefined} padding="flush">
      <Refusal sentence={refusal} />
      <ul className="divide-y divide-grey-2">
        {sessions.map((session) => (
          <li key={session.id} className="flex flex-wrap items-center gap-x-3 gap-y-2 px-4 py-2.5">
            <span className="flex min-w-48 flex-1 flex-col">
              <span className="flex flex-wrap items-center gap-2">
                {session.browser}
                {session.isThis ? <Badge tone="good">This browser</Badge> : null}
              </span>
              <span className="text-grey-5 text-small">
                {isSignInMethod(session.method) ? SIGN_IN_METHODS[session.method] : session.method}, <Timestamp at={session.createdAt} />
                {session.ipAddress ? ` from ${session.ipAddress}` : ""} · {session.merchant}
              </span>
            </span>
            {session.isThis ? null : (
              <Button
                size="small"
                isDisabled={isPending}
                onPress={() => run(() => endOwnSessionAction({ sessionId: session.id }), `${session.browser} is signed out.`)}
              >
                End<span className="sr-only"> {session.browser}</span>
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}
