import type { ReactNode } from "react";
import { BackLink, type BackLinkProps } from "./back-link";

export type PageHeaderProps<T extends string> = {
  title: string;
  /** Where this page is a part of: "Payouts". */
  back?: BackLinkProps<T>;
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
        {back ? <BackLink {...back} /> : null}
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
