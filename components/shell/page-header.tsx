import { ChevronLeft } from "lucide-react";
import type { Route } from "next";
import NextLink from "next/link";
import type { ReactNode } from "react";

export type PageHeaderProps<T extends string> = {
  title: string;
  /** Where this page is a part of: "Payouts". */
  back?: { href: Route<T>; label: string };
  /** Beside the title: a badge, a count. */
  beside?: ReactNode;
  /** One quiet line under it. */
  children?: ReactNode;
  /** At most one of these is primary. */
  actions?: ReactNode;
};

export function PageHeader<T extends string>({ title, back, beside, children, actions }: PageHeaderProps<T>) {
  return (
    <header className="flex flex-wrap items-center justify-between gap-x-4 gap-y-3 pb-5">
      <div className="flex min-w-0 flex-col gap-1">
        {back ? (
          <NextLink
            href={back.href}
            className="-ml-1 inline-flex min-h-6 w-fit items-center gap-0.5 rounded-inner pr-1 text-grey-5 text-small transition-colors hover:text-ink"
          >
            <ChevronLeft className="size-4" aria-hidden />
            {back.label}
          </NextLink>
        ) : null}
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <h1 className="font-semibold text-title">{title}</h1>
          {beside}
        </div>
        {children ? <div className="text-base text-grey-5">{children}</div> : null}
      </div>
      {actions ? <div className="flex flex-wrap items-center gap-2">{actions}</div> : null}
    </header>
  );
}
