"use client";

import { useState } from "react";
import { ShownOnce } from "@/components/display/shown-once";
import { Timestamp } from "@/components/display/timestamp";
import { useAnswer } from "@/components/fields/use-answer";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { RowList } from "@/components/ui/row-list";
import { resendInvitationAction, revokeInvitationAction } from "@/lib/actions/team";
import type { InvitationView } from "@/lib/queries/read-team";

/** Who is asked in and has not come yet. */
export function InvitationList({ invitations }: { invitations: readonly InvitationView[] }) {
  if (invitations.length === 0) return null;
  return (
    <Card title="Invited" padding="flush">
      <RowList label="Invited">
        {invitations.map((invitation) => (
          <InvitationRow key={invitation.id} invitation={invitation} />
        ))}
      </RowList>
    </Card>
  );
}

function InvitationRow({ invitation }: { invitation: InvitationView }) {
  const { id: invitationId, email, name, roleName, invitedByName, sentAt, expiresAt, isExpired } = invitation;
  const [link, setLink] = useState<string | null>(null);
  const { run, isPending, refusal } = useAnswer();
  const resend = () =>
    run(
      () => resendInvitationAction({ invitationId }),
      ({ link }) => (link ? "There is a new link." : `A new link is on its way to ${email}.`),
      ({ link }) => setLink(link && `${window.location.origin}${link}`),
    );
  const revoke = () => run(() => revokeInvitationAction({ invitationId }), "The invitation is taken back.");
  return (
    <li className="flex flex-col gap-2 px-4 py-2.5">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <span className="flex min-w-48 flex-1 flex-col">
          <span className="flex flex-wrap items-center gap-1.5">
            <span className="wrap-anywhere font-medium">{email}</span>
            <Badge>{roleName}</Badge>
            {isExpired ? <Badge tone="amber">Ran out</Badge> : null}
          </span>
          <span className="text-grey-5 text-small">
            {name}, invited by {invitedByName} <Timestamp at={sentAt} isRelative />
            {isExpired ? null : (
              <>
                ; the link works until <Timestamp at={expiresAt} />
              </>
            )}
          </span>
        </span>
        <span className="flex gap-2">
          <Button size="small" onPress={resend} isPending={isPending} pendingLabel="Working on it">
            New link
          </Button>
          <Button size="small" onPress={revoke} isDisabled={isPending}>
            Take back
          </Button>
        </span>
      </div>
      {link ? (
        <ShownOnce title="The link, shown once" text={link} copyLabel="Copy the link">
          No mail goes out here. Hand it to {name}, and to nobody else. The link before stopped working.
        </ShownOnce>
      ) : null}
      {refusal ? (
        <p role="alert" className="text-red text-small">
          {refusal}
        </p>
      ) : null}
    </li>
  );
}
