import { currentTime } from "@/lib/base/clock";
import { crashPoint } from "@/lib/base/crash-point";
import { newId } from "@/lib/base/id";
import { type Actor, actorId } from "@/lib/domain/access/actor";
import type { AuditEvent, AuditSubject } from "@/lib/domain/audit/events";
import type { Tx } from "./client";
import type { Prisma } from "./generated/client";
import { insertRows } from "./insert-rows";

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
  const [first, ...others] = notes;
  if (first === undefined) return;
  await tx.$executeRaw(auditInsert([first, ...others]));
  crashPoint("audit.written");
}

/** As part of a statement that writes the deeds as well. */
export function auditInsert([first, ...others]: readonly [AuditNote, ...AuditNote[]]): Prisma.Sql {
  return insertRows("audit_entry", [entryOf(first), ...others.map(entryOf)]);
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
