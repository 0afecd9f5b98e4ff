import type { Metadata, Route } from "next";
import { ReceiverList } from "@/components/receivers/receiver-list";
import { ReceiverSearch } from "@/components/receivers/receiver-search";
import { PageHeader } from "@/components/shell/page-header";
import { ButtonLink } from "@/components/ui/button-link";
import { Pager } from "@/components/ui/pager";
import { requireActor } from "@/lib/auth/actor";
import { may } from "@/lib/domain/access/actor";
import { type Cursor, NEWEST, readPosition, writeCursor } from "@/lib/domain/paging/cursor";
import { listReceivers } from "@/lib/queries/list-receivers";

export const metadata: Metadata = { title: "Receivers" };

export default async function ReceiversPage({ searchParams }: PageProps<"/receivers">) {
  const actor = await requireActor("receiver.view");
  const words = await searchParams;
  const [q, older, newer] = [words.q, words.older, words.newer].map((value) => [value ?? ""].flat()[0]?.slice(0, 200) ?? "");
  const page = await listReceivers(actor.merchantId, { text: q, position: readPosition({ older, newer }) ?? NEWEST });

  const mayCreate = may(actor, "receiver.create");
  const step = (name: "older" | "newer", cursor: Cursor | null): Route | undefined =>
    cursor ? `/receivers?${new URLSearchParams({ ...(q ? { q } : {}), [name]: writeCursor(cursor) })}` : undefined;
  return (
    <>
      <PageHeader
        title="Receivers"
        actions={
          mayCreate ? (
            <ButtonLink href="/receivers/new" tone="primary">
              New receiver
            </ButtonLink>
          ) : null
        }
      >
        <span className="max-md:hidden">Who may be paid to an account that never paid in</span>
      </PageHeader>
      <div className="flex flex-col gap-3">
        <ReceiverSearch />
        <ReceiverList receivers={page.rows} isSearched={Boolean(q)} mayCreate={mayCreate} />
        {page.older || page.newer ? (
          <Pager label="Pages of receivers" newerHref={step("newer", page.newer)} olderHref={step("older", page.older)} />
        ) : null}
      </div>
    </>
  );
}
