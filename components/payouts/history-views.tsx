"use client";

import { BookmarkPlus, Columns3, Ellipsis, Link2, Star, StarOff, Trash2, Users } from "lucide-react";
import NextLink from "next/link";
import { useRouter } from "next/navigation";
import { lazy, Suspense, useState, useTransition } from "react";
import { IconButton } from "@/components/ui/icon-button";
import { Menu, MenuItem } from "@/components/ui/menu";
import { TAB } from "@/components/ui/tab-style";
import { confirmDone } from "@/components/ui/toast-queue";
import type { ActionAnswer } from "@/lib/actions/answer";
import { chooseDefaultViewAction, removeViewAction } from "@/lib/actions/views";
import type { HistoryLayout } from "@/lib/domain/payout/history-layout";
import type { HistoryDesk } from "@/lib/queries/read-history-desk";

// Opened seldom; the history does not carry their forms.
const HistoryArrange = lazy(() => import("./history-arrange").then((late) => ({ default: late.HistoryArrange })));
const HistorySaveView = lazy(() => import("./history-save-view").then((late) => ({ default: late.HistorySaveView })));

export type HistoryViewsProps = {
  desk: HistoryDesk;
  /** What is filtered now, as it stands in the address. */
  filterQuery: string;
  layout: HistoryLayout;
  onArranged: (layout: HistoryLayout) => void;
};

/** Saved views as tabs, each with its own address, and what can be done with the one in view. */
export function HistoryViews({ desk, filterQuery, layout, onArranged }: HistoryViewsProps) {
  const { views, defaultViewId } = desk;
  const router = useRouter();
  const [open, setOpen] = useState<"save" | "arrange" | null>(null);
  const [, start] = useTransition();
  const current = views.find(({ query }) => query === filterQuery);
  const isDefault = current !== undefined && current.id === defaultViewId;
  const run = (act: () => Promise<ActionAnswer<unknown>>, done: string) =>
    start(async () => {
      const answer = await act();
      confirmDone(answer.ok ? done : answer.denial.sentence);
      router.refresh();
    });

  return (
    <div className="flex items-end gap-1 border-grey-2 border-b">
      <nav aria-label="Views" className="scroll-x flex min-w-0 flex-1 items-center gap-1">
        <NextLink href="/payouts?all=yes" aria-current={filterQuery === "" ? "page" : undefined} className={TAB}>
          All
        </NextLink>
        {views.map(({ id, name, query, isShared, isMine, ownerName }) => (
          <NextLink
            key={id}
            href={`/payouts?${query}`}
            aria-current={id === current?.id ? "page" : undefined}
            title={isMine ? undefined : `Shared by ${ownerName}`}
            className={TAB}
          >
            {name}
            {isShared ? <Users className="size-3.5 text-grey-5" role="img" aria-label="shared" /> : null}
            {id === defaultViewId ? <Star className="size-3.5 text-grey-5" role="img" aria-label="opens first" /> : null}
          </NextLink>
        ))}
      </nav>
      <Menu
        label="This view"
        placement="bottom end"
        trigger={
          <IconButton label="This view" size="small">
            <Ellipsis />
          </IconButton>
        }
      >
        <MenuItem icon={<Columns3 />} text="Columns and rows" onAction={() => setOpen("arrange")} />
        <MenuItem icon={<Link2 />} text="Copy the link" onAction={() => void copyLink()} />
        {filterQuery !== "" ? (
          <MenuItem icon={<BookmarkPlus />} text={current?.isMine ? "Save it again" : "Save this view"} onAction={() => setOpen("save")} />
        ) : null}
        {current && !isDefault ? (
          <MenuItem
            icon={<Star />}
            text="Open payouts with this"
            onAction={() => run(() => chooseDefaultViewAction({ viewId: current.id }), `Payouts open with ${current.name}.`)}
          />
        ) : null}
        {isDefault ? (
          <MenuItem
            icon={<StarOff />}
            text="Open payouts with all"
            onAction={() => run(() => chooseDefaultViewAction({ viewId: null }), "Payouts open with all.")}
          />
        ) : null}
        {current?.isMine ? (
          <MenuItem
            icon={<Trash2 />}
            tone="danger"
            text="Remove this view"
            onAction={() => run(() => removeViewAction({ viewId: current.id }), "The view is removed.")}
          />
        ) : null}
      </Menu>
      <Suspense fallback={null}>
        {open === "arrange" ? <HistoryArrange layout={layout} onArranged={onArranged} onClose={() => setOpen(null)} /> : null}
        {open === "save" ? (
          <HistorySaveView query={filterQuery} name={current?.isMine ? current.name : ""} onClose={() => setOpen(null)} />
        ) : null}
      </Suspense>
    </div>
  );
}

async function copyLink(): Promise<void> {
  try {
    await navigator.clipboard.writeText(window.location.href);
    confirmDone("The link shows these payouts to whoever may see them.");
  } catch {
    confirmDone("The browser did not let it be copied: take the address above.");
  }
}
