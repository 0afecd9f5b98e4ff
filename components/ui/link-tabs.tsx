import type { Route } from "next";
import NextLink from "next/link";
import type { ReactNode } from "react";
import { TAB } from "./tab-style";

export type LinkTab = { href: Route; title: string; count?: number; isCurrent?: boolean };

/** Views with an address of their own: saved filters, sections of settings. */
export function LinkTabs({ label, tabs, after }: { label: string; tabs: readonly LinkTab[]; after?: ReactNode }) {
  return (
    <nav aria-label={label} className="scroll-x flex items-center gap-1 border-grey-2 border-b">
      {tabs.map((tab) => (
        <NextLink key={tab.title} href={tab.href} aria-current={tab.isCurrent ? "page" : undefined} className={TAB}>
          {tab.title}
          {tab.count === undefined ? null : <span className="text-grey-5 tabular-nums">{tab.count}</span>}
        </NextLink>
      ))}
      {after}
    </nav>
  );
}
