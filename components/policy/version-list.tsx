import { Timestamp } from "@/components/display/timestamp";
import { Card } from "@/components/ui/card";
import { RowLink, RowList } from "@/components/ui/row-list";
import type { PolicyVersionLine } from "@/lib/queries/list-policy-versions";
import { PolicyStateBadge } from "./policy-state-badge";

/** Every version with who brought it and who confirmed it; what it changed is one click away. */
export function VersionList({ versions }: { versions: readonly PolicyVersionLine[] }) {
  return (
    <Card title="Versions" padding="flush">
      <RowList label="Versions">
        {versions.map((one) => (
          <RowLink
            key={one.version}
            href={`/settings/policy/${one.version}`}
            before={<PolicyStateBadge state={one.state} />}
            title={`Version ${one.version}`}
            detail={sayWho(one)}
            after={<Timestamp at={one.decidedAt ?? one.draftedAt} dateOnly />}
          />
        ))}
      </RowList>
    </Card>
  );
}

function sayWho({ draftedBy, proposedBy, reason, decidedBy, decisionNote, state, version }: PolicyVersionLine): string {
  if (version === 1) return "Came with the merchant";
  const parts = [`Drafted by ${draftedBy}`];
  if (proposedBy) parts.push(`proposed by ${proposedBy}${reason ? ` ("${reason}")` : ""}`);
  if (decidedBy)
    parts.push(`${state === "rejected" ? "rejected" : "confirmed"} by ${decidedBy}${decisionNote ? ` ("${decisionNote}")` : ""}`);
  return parts.join(", ");
}
