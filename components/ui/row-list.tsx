import { ChevronRight } from "lucide-react";
import type { Route } from "next";
import NextLink from "next/link";
import type { ReactNode } from "react";

/** Lines that each lead somewhere: what needs a person today, and every list on a phone. Put it into a flush card. */
export function RowList({ label, children }: { label: string; children: ReactNode }) {
  return (
    <ul aria-label={label} className="divide-y divide-grey-2">
      {children}
    </ul>
  );
}

export type RowLinkProps<T extends string> = {
  href: Route<T>;
  /** An icon or a badge. */
  before?: ReactNode;
  title: ReactNode;
  detail?: ReactNode;
  /** Right-aligned: a count, money. */
  after?: ReactNode;
  afterDetail?: ReactNode;
};

export function RowLink<T extends string>({ href, before, title, detail, after, afterDetail }: RowLinkProps<T>) {
  return (
    <li>
      <NextLink
        href={href}
        className="group/row flex min-h-11 items-center gap-3 px-4 py-2 transition-colors hover:bg-grey-1 focus-visible:-outline-offset-2"
      >
        {before}
        <span className="flex min-w-0 flex-1 flex-col">
          <span className="truncate">{title}</span>
          {detail ? <span className="truncate text-grey-5 text-small">{detail}</span> : null}
        </span>
        {after || afterDetail ? (
          <span className="flex shrink-0 flex-col items-end tabular-nums">
            {after}
            {afterDetail ? <span className="text-grey-5 text-small">{afterDetail}</span> : null}
          </span>
        ) : null}
        <ChevronRight className="size-4 shrink-0 text-grey-4 transition-colors group-hover/row:text-ink" aria-hidden />
      </NextLink>
    </li>
  );
}
