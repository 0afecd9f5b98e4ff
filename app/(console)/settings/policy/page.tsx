import type { Metadata } from "next";
import { AloneNote } from "@/components/changes/alone-note";
import { PendingChanges } from "@/components/changes/pending-changes";
import { DraftButton } from "@/components/policy/draft-button";
import { PolicyWordsCard } from "@/components/policy/policy-words-card";
import { RateCard } from "@/components/policy/rate-card";
import { VersionList } from "@/components/policy/version-list";
import { PageHeader } from "@/components/shell/page-header";
import { ButtonLink } from "@/components/ui/button-link";
import { Callout } from "@/components/ui/callout";
import { requireActor } from "@/lib/auth/actor";
import { currentTime } from "@/lib/base/clock";
import { dayOf } from "@/lib/base/day";
import { may } from "@/lib/domain/access/actor";
import { RATE_CHANGES } from "@/lib/domain/access/change";
import { listAccessChanges } from "@/lib/queries/list-access-changes";
import { listPolicyVersions } from "@/lib/queries/list-policy-versions";
import { listRates } from "@/lib/queries/list-rates";
import { readPolicyVersion } from "@/lib/queries/read-policy-version";

export const metadata: Metadata = { title: "Approval policy" };

export default async function PolicyPage() {
  const actor = await requireActor("policy.view");
  const mayManage = may(actor, "policy.manage");
  const [active, versions, rates, asked] = await Promise.all([
    readPolicyVersion(actor, "active"),
    listPolicyVersions(actor.merchantId),
    listRates(actor.merchantId),
    mayManage ? listAccessChanges(actor, { kinds: RATE_CHANGES, permission: "policy.manage" }) : null,
  ]);
  if (!active) throw new Error(`The merchant ${actor.merchantId} has no approval policy.`);
  const pending = versions.find(({ state }) => state === "draft" || state === "proposed");
  return (
    <>
      <PageHeader title="Approval policy" actions={mayManage && !pending ? <DraftButton basedOn={active.version} /> : undefined}>
        Version {active.version} judges what is asked for now.
      </PageHeader>
      <div className="flex flex-col gap-4">
        {pending ? (
          <Callout
            tone={pending.state === "proposed" ? "warning" : "info"}
            title={
              pending.state === "proposed"
                ? `Version ${pending.version} waits for another admin`
                : `Version ${pending.version} is being drafted`
            }
            actions={
              <ButtonLink href={`/settings/policy/${pending.version}`} size="small">
                Open version {pending.version}
              </ButtonLink>
            }
          >
            {pending.reason ?? `Begun by ${pending.draftedBy}.`}
          </Callout>
        ) : null}
        {asked ? (
          <>
            <AloneNote others={asked.others} command="change list" />
            <PendingChanges of="rates" changes={asked.changes} />
          </>
        ) : null}
        <PolicyWordsCard policy={active.policy} names={active.names}>
          <VersionList versions={versions} />
          <RateCard rates={rates} inCurrency={active.policy.currency} today={dayOf(currentTime(), "UTC")} maySet={mayManage} />
        </PolicyWordsCard>
      </div>
    </>
  );
}
