import { ScrollText } from "lucide-react";
import { Timestamp } from "@/components/display/timestamp";
import { DefinitionList } from "@/components/ui/definition-list";
import { Disclosure } from "@/components/ui/disclosure";
import { EmptyFace } from "@/components/ui/empty-face";
import { Link } from "@/components/ui/link";
import { formatPayoutNumber } from "@/lib/base/id";
import { type AuditDetails, changesIn } from "@/lib/domain/audit/changes";
import { AUDIT_EVENTS, isAuditEvent } from "@/lib/domain/audit/events";
import type { AuditRow } from "@/lib/queries/list-audit";
import { AuditDiff } from "./audit-diff";
import { detailText } from "./detail-text";

/** The trail, newest first: a sentence an entry, and what exactly was written on request. */
export function AuditList({ entries }: { entries: readonly AuditRow[] }) {
  if (entries.length === 0) {
    return (
      <div className="rounded-ui border border-grey-2 bg-raised">
        <EmptyFace icon={<ScrollText aria-hidden />} title="Nothing of this kind was done">
          Whatever people, systems and the desk itself do is written here in the same moment, and stays.
        </EmptyFace>
      </div>
    );
  }
  return (
    <ol aria-label="Audit entries, newest first" className="divide-y divide-grey-2 rounded-ui border border-grey-2 bg-raised">
      {entries.map((entry) => (
        <li key={entry.id} className="flex flex-col gap-1 px-4 py-2.5">
          <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
            <p className="min-w-0">
              <span className="font-medium">{entry.actorName}</span> {didOf(entry)} <Subject entry={entry} />
            </p>
            <span className="text-grey-5 text-small">
              <Timestamp at={entry.at} withSeconds isYearShort withZone={false} />
            </span>
          </div>
          <Disclosure summary={entry.sequence === null ? "Not sealed yet" : `Entry ${entry.sequence}`}>
            <AuditDetail entry={entry} />
          </Disclosure>
        </li>
      ))}
    </ol>
  );
}

function Subject({ entry: { payoutNumber, subjectKind, subjectId, subjectName } }: { entry: AuditRow }) {
  if (payoutNumber) {
    return (
      <Link href={`/payouts/${payoutNumber}`} tone="quiet">
        <span className="font-mono">{formatPayoutNumber(payoutNumber)}</span>
      </Link>
    );
  }
  if (subjectKind === "receiver" && subjectName) {
    return (
      <Link href={`/receivers/${subjectId}`} tone="quiet">
        {subjectName}
      </Link>
    );
  }
  return subjectName ? <span>{subjectName}</span> : null;
}

function didOf({ event }: AuditRow): string {
  return isAuditEvent(event) ? AUDIT_EVENTS[event] : event;
}

function AuditDetail({ entry }: { entry: AuditRow }) {
  const { changes, rest } = changesIn(entry.details);
  return (
    <div className="flex flex-col gap-3">
      {changes.length > 0 ? <AuditDiff changes={changes} /> : null}
      <DefinitionList facts={factsOf(entry, rest)} />
    </div>
  );
}

function factsOf({ id, event, actorKind, subjectKind, subjectId, ipAddress }: AuditRow, details: AuditDetails) {
  const told = Object.entries(details).map(([term, value]) => ({ term, value: <span className="break-words">{detailText(value)}</span> }));
  return [
    { term: "Event", value: <span className="font-mono">{event}</span> },
    { term: "By", value: actorKind },
    { term: "About", value: <span className="break-all font-mono">{`${subjectKind} ${subjectId}`}</span> },
    ...(ipAddress === null ? [] : [{ term: "From", value: ipAddress }]),
    ...told,
    { term: "Id", value: <span className="break-all font-mono">{id}</span> },
  ];
}
