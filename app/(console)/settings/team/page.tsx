import type { Metadata } from "next";
import { AloneNote } from "@/components/changes/alone-note";
import { PendingChanges } from "@/components/changes/pending-changes";
import { PageHeader } from "@/components/shell/page-header";
import { InvitationList } from "@/components/team/invitation-list";
import { InviteButton } from "@/components/team/invite-button";
import { TeamList } from "@/components/team/team-list";
import { requireActor } from "@/lib/auth/actor";
import { TEAM_CHANGES } from "@/lib/domain/access/change";
import { listAccessChanges } from "@/lib/queries/list-access-changes";
import { readTeam } from "@/lib/queries/read-team";

export const metadata: Metadata = { title: "Team" };

export default async function TeamPage() {
  const actor = await requireActor("team.manage");
  const [{ people, invitations, roles }, { changes, others }] = await Promise.all([
    readTeam(actor.merchantId),
    listAccessChanges(actor, { kinds: TEAM_CHANGES, permission: "team.manage" }),
  ]);
  return (
    <>
      <PageHeader title="Team" actions={<InviteButton roles={roles} />}>
        Who works here, and as what.
      </PageHeader>
      <div className="flex flex-col gap-5">
        <AloneNote others={others} command="change list" />
        <PendingChanges of="team" changes={changes} />
        <TeamList people={people} roles={roles} ownId={actor.personId} />
        <InvitationList invitations={invitations} />
      </div>
    </>
  );
}
