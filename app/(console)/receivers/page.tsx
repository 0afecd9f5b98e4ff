import type { Metadata, Route } from "next";
import { ExportReceivers } from "@/components/receivers/export-receivers";
import { ReceiverFilterBar } from "@/components/receivers/receiver-filter-bar";
import { ReceiverList } from "@/components/receivers/receiver-list";
import { ReceiverSearch } from "@/components/receivers/receiver-search";
import { PageHeader } from "@/components/shell/page-header";
import { ButtonLink } from "@/components/ui/button-link";
import { Pager } from "@/components/ui/pager";
import { requireActor } from "@/lib/auth/actor";
import { may } from "@/lib/domain/access/actor";
import { type Cursor, NEWEST, readPosition, writeCursor } from "@/lib/domain/paging/cursor";
import { isFiltered, readReceiverFilters, writeReceiverFilters } from "@/lib/domain/receiver/filters";
import { listReceiverChoices } from "@/lib/queries/list-receiver-choices";
import { listReceivers } from "@/lib/queries/list-receivers";

export const metadata: Metadata = { title: "Receivers" };

export default async function ReceiversPage({ searchParams }: PageProps<"/receivers">) {
  const actor = await requireActor("receiver.view");
  const words = await searchParams;
  const [older, newer] = [words.older, words.newer].map((value) => [value ?? ""].flat()[0]?.slice(0, 200) ?? "");
  const filters = readReceiverFilters(words);
  const [page, choices] = await Promise.all([
    listReceivers(actor.merchantId, { ...filters, position: readPosition({ older, newer }) ?? NEWEST }),
    listReceiverChoices(actor.merchantId),
  ]);
  const countries = new Intl.DisplayNames(actor.merchant.locale, { type: "region" });

  const mayCreate = may(actor, "receiver.create");
  const step = (name: "older" | "newer", cursor: Cursor | null): Route | undefined =>
    cursor ? `/receivers?${new URLSearchParams({ ...writeReceiverFilters(filters), [name]: writeCursor(cursor) })}` : undefined;
  return (
    <>
      <PageHeader
        title="Receivers"
        actions={
          <>
            <ExportReceivers mayReveal={may(actor, "receiver.reveal")} />
            {mayCreate ? (
              <>
                <ButtonLink href="/receivers/import">Import</ButtonLink>
                <ButtonLink href="/receivers/new" tone="primary">
                  New receiver
                </ButtonLink>
              </>
            ) : null}
          </>
        }
      >
        <span className="max-md:hidden">Who may be paid to an account that never paid in</span>
      </PageHeader>
      <div className="flex flex-col gap-3">
        <ReceiverSearch />
        <ReceiverFilterBar
          countries={choices.countries.map((code) => ({ id: code, text: countries.of(code) ?? code }))}
          tags={choices.tags.map((tag) => ({ id: tag, text: tag }))}
        />
        <ReceiverList receivers={page.rows} isNarrowed={isFiltered(filters)} mayCreate={mayCreate} />
        {page.older || page.newer ? (
          <Pager label="Pages of receivers" newerHref={step("newer", page.newer)} olderHref={step("older", page.older)} />
        ) : null}
      </div>
    </>
  );
}
