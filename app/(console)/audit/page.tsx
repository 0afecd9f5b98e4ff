import type { Metadata, Route } from "next";
import { AuditExport } from "@/components/audit/audit-export";
import { AuditFilters } from "@/components/audit/audit-filters";
import { AuditList } from "@/components/audit/audit-list";
import { AuditSeal } from "@/components/audit/audit-seal";
import { PageHeader } from "@/components/shell/page-header";
import { Pager } from "@/components/ui/pager";
import { requireActor } from "@/lib/auth/actor";
import { readAuditShow } from "@/lib/domain/audit/show";
import { type Cursor, NEWEST, readPosition, writeCursor } from "@/lib/domain/paging/cursor";
import { listAudit } from "@/lib/queries/list-audit";
import { readAuditTrail } from "@/lib/queries/read-audit-trail";

export const metadata: Metadata = { title: "Audit" };

export default async function AuditPage({ searchParams }: PageProps<"/audit">) {
  const actor = await requireActor("audit.view");
  const words = await searchParams;
  const [wanted = "", by = "", older = "", newer = ""] = [words.show, words.by, words.older, words.newer].map(
    (value) => [value ?? ""].flat()[0]?.slice(0, 100) ?? "",
  );
  const show = readAuditShow(wanted);
  const [page, trail] = await Promise.all([
    listAudit(actor.merchantId, { show, personId: by, position: readPosition({ older, newer }) ?? NEWEST }),
    readAuditTrail(actor.merchantId),
  ]);
  const filters = { ...(show === "all" ? {} : { show }), ...(by ? { by } : {}) };
  const step = (name: "older" | "newer", cursor: Cursor | null): Route | undefined =>
    cursor ? `/audit?${new URLSearchParams({ ...filters, [name]: writeCursor(cursor) })}` : undefined;
  return (
    <>
      <PageHeader title="Audit" actions={<AuditExport filters={filters} />}>
        Who did what, and when. Nothing here can be changed.
      </PageHeader>
      <div className="flex flex-col gap-4">
        <AuditSeal trail={trail} />
        <AuditFilters show={show} personId={by} people={trail.people} />
        <AuditList entries={page.rows} />
        {page.older || page.newer ? (
          <Pager label="Pages of the audit trail" newerHref={step("newer", page.newer)} olderHref={step("older", page.older)} />
        ) : null}
      </div>
    </>
  );
}
