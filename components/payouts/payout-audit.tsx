"use client";

import { STATUS_LOOKS } from "@/components/display/status-looks";
import { Timestamp } from "@/components/display/timestamp";
import { Card } from "@/components/ui/card";
import { AUDIT_EVENTS, isAuditEvent } from "@/lib/domain/audit/events";
import type { AuditLine, PayoutView } from "@/lib/domain/payout/payout-view";

/** Who did what to this payout, as the append-only log has it. Only for roles that read the log. */
export function PayoutAudit({ payout }: { payout: PayoutView }) {
  if (!payout.audit) return null;
  return (
    <Card title="Audit log">
      {payout.audit.length === 0 ? (
        <p className="text-grey-5 text-small">Nothing is on record for this payout.</p>
      ) : (
        <ol className="divide-y divide-grey-2">
          {payout.audit.map((line) => (
            <li key={line.id} className="flex flex-wrap items-baseline justify-between gap-x-4 py-1.5 text-small">
              <span className="min-w-0">{sayLine(line)}</span>
              <span className="text-grey-5">
                <Timestamp at={line.at} withSeconds />
              </span>
            </li>
          ))}
        </ol>
      )}
    </Card>
  );
}

function sayLine({ who, event, to, ipAddress }: AuditLine): string {
  const told = isAuditEvent(event) ? AUDIT_EVENTS[event] : event;
  const did = event === "payout.moved" && to ? `moved it to ${STATUS_LOOKS[to].word.toLowerCase()}` : told;
  return `${who.name}${who.isYou ? " (you)" : ""} ${did}${ipAddress ? ` from ${ipAddress}` : ""}`;
}
