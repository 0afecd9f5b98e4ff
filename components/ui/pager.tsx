import { ChevronLeft, ChevronRight } from "lucide-react";
import type { Route } from "next";
import type { ReactNode } from "react";
import { ButtonLink } from "./button-link";
import { buttonStyle } from "./button-style";

export type PagerProps = {
  label: string;
  newerHref?: Route;
  olderHref?: Route;
  /** What is in view: "50 of 1,284". */
  children?: ReactNode;
};

/** Newer and older, as keyset paging has it: no page numbers that shift under the reader. */
export function Pager({ label, newerHref, olderHref, children }: PagerProps) {
  return (
    <nav aria-label={label} className="flex flex-wrap items-center justify-between gap-3">
      <p className="text-grey-5 text-small tabular-nums">{children}</p>
      <div className="flex gap-2">
        <Step href={newerHref}>
          <ChevronLeft aria-hidden />
          Newer
        </Step>
        <Step href={olderHref}>
          Older
          <ChevronRight aria-hidden />
        </Step>
      </div>
    </nav>
  );
}

function Step({ href, children }: { href?: Route; children: ReactNode }) {
  if (href) {
    return (
      <ButtonLink href={href} size="small">
        {children}
      </ButtonLink>
    );
  }
  return (
    <span aria-disabled data-disabled="" className={buttonStyle({ size: "small" })}>
      {children}
    </span>
  );
}
