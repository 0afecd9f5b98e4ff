import { type AuditShow, eventsShown } from "@/lib/domain/audit/show";
import { Prisma } from "./generated/client";

export type AuditNarrowing = { readonly show: AuditShow; readonly personId?: string };

/** Entries of one merchant, as the page and its export narrow them alike; the table is `e`. */
export function narrowAudit(merchantId: string, { show, personId }: AuditNarrowing): Prisma.Sql {
  const events = eventsShown(show);
  return Prisma.sql`e."merchantId" = ${merchantId}
    ${events === null ? Prisma.empty : Prisma.sql`AND e."event" = ANY (${[...events]})`}
    ${personId ? Prisma.sql`AND e."actorId" = ${personId}` : Prisma.empty}`;
}
