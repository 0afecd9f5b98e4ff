"use client";

import { useState } from "react";
import { Timestamp } from "@/components/display/timestamp";
import { useAnswer } from "@/components/fields/use-answer";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Card } from "@/components/ui/card";
import { CopyButton } from "@/components/ui/copy-button";
import { Refusal } from "@/components/ui/refusal";
import { askReceiverAction, revokeAskAction } from "@/lib/actions/receivers";
import type { ReceiverAskView } from "@/lib/queries/read-receiver";

export type ReceiverAskProps = { receiverId: string; name: string; ask: ReceiverAskView | null };

/** A link for the receiver to type the account themselves. It is shown once: whoever has it can name an account in their name. */
export function ReceiverAsk({ receiverId, name, ask }: ReceiverAskProps) {
  const { run, isPending, refusal } = useAnswer();
  const [link, setLink] = useState<{ readonly askId: string; readonly address: string } | null>(null);
  const isOpen = ask?.state === "open";
  const make = () =>
    run(
      () => askReceiverAction({ receiverId }),
      "The link is made.",
      ({ askId, token }) => setLink({ askId, address: `${window.location.origin}/ask/${token}` }),
    );
  const revoke = (askId: string) =>
    run(
      () => revokeAskAction({ askId }),
      "The link is taken back.",
      () => setLink(null),
    );
  return (
    <Card title="Ask the receiver">
      <div className="flex flex-col gap-3">
        <p className="text-grey-5">
          They type the account themselves, on a page that tells them your company's name and nothing else. What they send is a proposal
          like any other.
        </p>
        {ask ? <p className="text-small">{<AskStory ask={ask} />}</p> : null}
        {isOpen && link?.askId === ask.id ? (
          <Callout tone="info" title="Shown once">
            <div className="flex flex-col gap-2">
              <p>Send it to {name} yourself, and to nobody else.</p>
              <div className="flex items-center gap-2">
                <code className="wrap-anywhere min-w-0 font-mono text-small">{link.address}</code>
                <CopyButton text={link.address} label="Copy the link" />
              </div>
            </div>
          </Callout>
        ) : null}
        <Refusal title="That was not done" sentence={refusal} />
        <div className="flex flex-wrap gap-2">
          <Button onPress={make} isPending={isPending} pendingLabel="Working on it">
            {isOpen ? "Make another link" : "Make a link"}
          </Button>
          {isOpen ? (
            <Button onPress={() => revoke(ask.id)} isDisabled={isPending}>
              Take it back
            </Button>
          ) : null}
        </div>
      </div>
    </Card>
  );
}

function AskStory({ ask: { state, askedByName, askedAt, expiresAt, endedAt } }: { ask: ReceiverAskView }) {
  const asked = (
    <>
      {askedByName} made a link <Timestamp at={askedAt} />
    </>
  );
  if (state === "open")
    return (
      <>
        {asked}. It works until <Timestamp at={expiresAt} />, once.
      </>
    );
  const end = { used: "the receiver used it", revoked: "it was taken back", expired: "nobody used it, and it ran out" }[state];
  return (
    <>
      {asked}; {end} {endedAt ? <Timestamp at={endedAt} /> : null}.
    </>
  );
}
