import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { PolicyEditor } from "@/components/policy/policy-editor";
import { PageHeader } from "@/components/shell/page-header";
import { requireActor } from "@/lib/auth/actor";
import { readPolicyChoices } from "@/lib/queries/read-policy-choices";
import { readPolicyVersion } from "@/lib/queries/read-policy-version";

export const metadata: Metadata = { title: "Draft of the approval policy" };

/** Only a draft is edited; anything else is looked at. */
export default async function EditPolicyPage({ params }: { params: Promise<{ version: string }> }) {
  const actor = await requireActor("policy.manage");
  const { version: text } = await params;
  const view = /^[1-9]\d{0,6}$/.test(text) ? await readPolicyVersion(actor, Number(text)) : null;
  if (!view) notFound();
  const { version, state, policy, names, editedAt } = view;
  if (state !== "draft") redirect(`/settings/policy/${version}`);
  return (
    <>
      <PageHeader title={`Draft of version ${version}`} back={{ href: `/settings/policy/${version}`, label: `Version ${version}` }} />
      <PolicyEditor
        version={version}
        editedAt={editedAt}
        policy={policy}
        names={names}
        choices={await readPolicyChoices(actor.merchantId)}
      />
    </>
  );
}
