import type { Metadata, Route } from "next";
import { notFound } from "next/navigation";
import { PendingChanges } from "@/components/changes/pending-changes";
import { ChangeEndpoint } from "@/components/endpoints/change-endpoint";
import { EndpointHealth } from "@/components/endpoints/endpoint-health";
import { EventLog } from "@/components/endpoints/event-log";
import { HealthSentence } from "@/components/endpoints/health-sentence";
import { LogFilters } from "@/components/endpoints/log-filters";
import { OldSigning } from "@/components/endpoints/old-signing";
import { RemoveEndpoint } from "@/components/endpoints/remove-endpoint";
import { ReplayMissed } from "@/components/endpoints/replay-missed";
import { RotateSecret } from "@/components/endpoints/rotate-secret";
import { SwitchEndpoint } from "@/components/endpoints/switch-endpoint";
import { KeepFresh } from "@/components/operations/keep-fresh";
import { PageHeader } from "@/components/shell/page-header";
import { Callout } from "@/components/ui/callout";
import { Card } from "@/components/ui/card";
import { DefinitionList } from "@/components/ui/definition-list";
import { Pager } from "@/components/ui/pager";
import { requireActor } from "@/lib/auth/actor";
import { may } from "@/lib/domain/access/actor";
import { ENDPOINT_CHANGES } from "@/lib/domain/access/change";
import { isEventType } from "@/lib/domain/endpoint/event-types";
import { readLogShow, sayTypes } from "@/lib/domain/endpoint/schema";
import { type Cursor, NEWEST, readPosition, writeCursor } from "@/lib/domain/paging/cursor";
import { listAccessChanges } from "@/lib/queries/list-access-changes";
import { listEndpoints } from "@/lib/queries/list-endpoints";
import { listEventLog } from "@/lib/queries/list-event-log";

export const metadata: Metadata = { title: "Webhook endpoint" };

export default async function EndpointPage({ params, searchParams }: PageProps<"/settings/webhooks/[endpointId]">) {
  const actor = await requireActor("endpoint.view");
  const mayManage = may(actor, "endpoint.manage");
  const [{ endpointId }, words] = await Promise.all([params, searchParams]);
  const [wanted = "", older = "", newer = ""] = [words.show, words.older, words.newer].map(
    (value) => [value ?? ""].flat()[0]?.slice(0, 100) ?? "",
  );
  const show = readLogShow(wanted);
  const [[endpoint], page, pending] = await Promise.all([
    listEndpoints(actor.merchantId, { endpointId }),
    listEventLog(actor.merchantId, { endpointId, show, position: readPosition({ older, newer }) ?? NEWEST }),
    mayManage ? listAccessChanges(actor, { kinds: ENDPOINT_CHANGES, permission: "endpoint.manage" }) : null,
  ]);
  if (!endpoint) notFound();
  const { description, url, state, types, oldSecretUntil } = endpoint;
  const isOn = state === "on";
  const facts = { url, description, types: types.filter(isEventType) };
  const step = (name: "older" | "newer", cursor: Cursor | null): Route | undefined =>
    cursor ? `?${new URLSearchParams({ show, [name]: writeCursor(cursor) })}` : undefined;
  return (
    <>
      <PageHeader
        title={description}
        back={{ href: "/settings/webhooks", label: "Webhooks" }}
        beside={<EndpointHealth {...endpoint} />}
        actions={
          mayManage && state !== "removed" ? (
            <>
              <SwitchEndpoint endpointId={endpointId} isOn={isOn} />
              <ChangeEndpoint endpointId={endpointId} facts={facts} />
              <RotateSecret endpointId={endpointId} description={description} hasOldSecret={oldSecretUntil !== null} />
              <RemoveEndpoint endpointId={endpointId} description={description} />
            </>
          ) : null
        }
      />
      <div className="flex flex-col gap-5">
        {pending ? <PendingChanges of="webhooks" changes={pending.changes.filter(({ subjectId }) => subjectId === endpointId)} /> : null}
        {endpoint.offWhy ? (
          <Callout tone="danger" title="Nothing is sent there any more">
            {endpoint.offWhy} What moves meanwhile is kept: once it is well and switched on again, send what did not arrive.
          </Callout>
        ) : null}
        <Card title="Facts">
          <DefinitionList
            facts={[
              { term: "Address", value: <code className="font-mono text-small">{url}</code> },
              { term: "Hears of", value: sayTypes(types) },
              { term: "Health", value: <HealthSentence {...endpoint} /> },
            ]}
          />
          {oldSecretUntil ? <OldSigning endpointId={endpointId} until={oldSecretUntil} mayEnd={mayManage} /> : null}
        </Card>
        <section aria-label="Log" className="flex flex-col gap-3">
          <div className="flex flex-wrap items-center justify-between gap-3">
            <LogFilters show={show} />
            {isOn && may(actor, "delivery.replay") ? <ReplayMissed endpointId={endpointId} /> : null}
          </div>
          <EventLog endpointId={endpointId} rows={page.rows} />
          {page.older || page.newer ? (
            <Pager label="Pages of events" newerHref={step("newer", page.newer)} olderHref={step("older", page.older)} />
          ) : (
            <KeepFresh />
          )}
        </section>
      </div>
    </>
  );
}
