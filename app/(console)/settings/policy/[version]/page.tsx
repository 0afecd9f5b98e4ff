import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Suspense } from "react";
import { BackTestCard } from "@/components/policy/back-test-card";
import { DeadEndList } from "@/components/policy/dead-end-list";
import { PolicyDiff } from "@/components/policy/policy-diff";
import { PolicyStateBadge } from "@/components/policy/policy-state-badge";
import { PolicyWordsCard } from "@/components/policy/policy-words-card";
import { VersionDeeds } from "@/components/policy/version-deeds";
import { VersionFacts } from "@/components/policy/version-facts";
import { PageHeader } from "@/components/shell/page-header";
import { Card } from "@/components/ui/card";
import { Skeleton } from "@/components/ui/skeleton";
import { requireActor } from "@/lib/auth/actor";
import { may } from "@/lib/domain/access/actor";
import { backTestPolicy } from "@/lib/queries/back-test-policy";
import { readPolicyVersion } from "@/lib/queries/read-policy-version";

export const metadata: Metadata = { title: "Version of the approval policy" };

/** One version: what it changes, what it would have done with the past, what it would get stuck on, and the word on it. */
export default async function PolicyVersionPage({ params }: { params: Promise<{ version: string }> }) {
  const actor = await requireActor("policy.view");
  const { version: text } = await params;
  const view = /^[1-9]\d{0,6}$/.test(text) ? await readPolicyVersion(actor, Number(text)) : null;
  if (!view) notFound();
  const { version, state, before, deadEnds } = view;
  const isOpen = state === "draft" || state === "proposed";
  return (
    <>
      <PageHeader
        title={`Version ${version}`}
        back={{ href: "/settings/policy", label: "Approval policy" }}
        beside={<PolicyStateBadge state={state} />}
      />
      <div className="flex flex-col gap-4">
        <VersionFacts view={view} />
        {isOpen ? <DeadEndList deadEnds={deadEnds} /> : null}
        {before ? (
          <Card title={`What is different from version ${before.version}`}>
            <PolicyDiff changes={before.changes} />
          </Card>
        ) : null}
        {isOpen ? (
          <Suspense fallback={<Trying />}>
            <Tried merchantId={actor.merchantId} version={version} />
          </Suspense>
        ) : null}
        {(state === "draft" || state === "proposed") && may(actor, "policy.manage") ? (
          <VersionDeeds version={version} state={state} isStuck={deadEnds.length > 0} whyNotDecide={view.whyNotDecide} />
        ) : null}
        <PolicyWordsCard policy={view.policy} names={view.names} />
      </div>
    </>
  );
}

async function Tried({ merchantId, version }: { merchantId: string; version: number }) {
  const test = await backTestPolicy(merchantId, version);
  return test && <BackTestCard test={test} />;
}

function Trying() {
  return (
    <Card title="Tried on the last 90 days">
      <div className="flex flex-col gap-2">
        <p className="text-grey-5 text-small">The payouts of the last 90 days are being judged once more.</p>
        <Skeleton width="full" height="block" />
      </div>
    </Card>
  );
}
