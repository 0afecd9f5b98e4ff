import { currentTime } from "@/lib/base/clock";
import { crashPoint } from "@/lib/base/crash-point";
import { newId } from "@/lib/base/id";
import { type Actor, actorId } from "@/lib/domain/access/actor";
import type { AuditEvent, AuditSubject } from "@/lib/domain/audit/events";
import type { Tx } from "./client";
import type { Prisma } from "./generated/client";

export type AuditNote = {
  readonly actor: Actor;
  readonly event: AuditEvent;
  readonly subject: { readonly kind: AuditSubject; readonly id: string };
  /** Plain JSON, already free of secrets and full account numbers. */
  readonly details?: Prisma.InputJsonObject;
  readonly ipAddress?: string;
};

/** Writes who did what, in the change's own transaction: a deed without its entry, or an entry without its deed, cannot exist. */
export async function writeAudit(tx: Tx, note: AuditNote): Promise<void> {
  await tx.auditEntry.create({ data: entryOf(note) });
  crashPoint("audit.written");
}

/** The same for many deeds of one change, such as the rows of a file. */
export async function writeAudits(tx: Tx, notes: readonly AuditNote[]): Promise<void> {
  if (notes.length === 0) return;
  const entries = notes.map(entryOf).map(({ at, ...entry }) => ({ ...entry, at: at.toISOString() }));
  // One value for all of them: cell by cell, thousands of entries cost the driver more than the database.
  await tx.$executeRaw`
    INSERT INTO "audit_entry" ("id", "merchantId", "event", "actorKind", "actorId", "actorName", "subjectKind", "subjectId", "details", "ipAddress", "at")
    SELECT e."id", e."merchantId", e."event", e."actorKind", e."actorId", e."actorName", e."subjectKind", e."subjectId", e."details", e."ipAddress", e."at"
    FROM jsonb_to_recordset(${JSON.stringify(entries)}::jsonb) AS e("id" text, "merchantId" text, "event" text, "actorKind" text, "actorId" text,
      "actorName" text, "subjectKind" text, "subjectId" text, "details" jsonb, "ipAddress" text, "at" timestamptz)`;
  crashPoint("audit.written");
}

function entryOf({ actor, event, subject, details = {}, ipAddress }: AuditNote) {
  return {
    id: newId("audit"),
    merchantId: actor.merchantId,
    event,
    actorKind: actor.kind,
    actorId: actorId(actor),
    actorName: actor.name,
    subjectKind: subject.kind,
    subjectId: subject.id,
    details,
    ipAddress: ipAddress ?? null,
    at: currentTime(),
  };
}
