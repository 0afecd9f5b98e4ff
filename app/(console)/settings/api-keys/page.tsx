import type { Metadata } from "next";
import { ApiKeyList } from "@/components/api-keys/api-key-list";
import { NewKey } from "@/components/api-keys/new-key";
import { AloneNote } from "@/components/changes/alone-note";
import { PendingChanges } from "@/components/changes/pending-changes";
import { PageHeader } from "@/components/shell/page-header";
import { ButtonLink } from "@/components/ui/button-link";
import { requireActor } from "@/lib/auth/actor";
import { KEY_CHANGES } from "@/lib/domain/access/change";
import { listAccessChanges } from "@/lib/queries/list-access-changes";
import { listApiKeys } from "@/lib/queries/list-api-keys";

export const metadata: Metadata = { title: "API keys" };

export default async function ApiKeysPage() {
  const actor = await requireActor("apiKey.manage");
  const [keys, { changes, others }] = await Promise.all([
    listApiKeys(actor.merchantId),
    listAccessChanges(actor, { kinds: KEY_CHANGES, permission: "apiKey.manage" }),
  ]);
  return (
    <>
      <PageHeader
        title="API keys"
        actions={
          <>
            <ButtonLink href="/developers">API reference</ButtonLink>
            <NewKey />
          </>
        }
      >
        Ways in for your own systems. They make and read payouts and never approve one.
      </PageHeader>
      <div className="flex flex-col gap-5">
        <AloneNote others={others} command="change list" />
        <PendingChanges of="apiKeys" changes={changes} />
        <ApiKeyList keys={keys} />
      </div>
    </>
  );
}
