import { ChevronLeft, ChevronRight } from "lucide-react";
import type { Route } from "next";
import type { ReactNode } from "react";
import { ButtonLink } from "./button-link";
import { buttonStyle } from "./button-style";

export type PagerProps = {
  label: string;
  newerHref?: Route;
  olderHref?: Route;
  /** Where the page turns without going to the address itself. */
  onNewer?: () => void;
  onOlder?: () => void;
  /** Called when somebody is about to turn to the older page. */
  onReachForOlder?: () => void;
  /** Which keys do the same. */
  keys?: { newer: string; older: string };
  /** What is in view: "50 of 1,284". */
  children?: ReactNode;
};

/** Newer and older, as keyset paging has it: no page numbers that shift under the reader. */
export function Pager({ label, newerHref, olderHref, onNewer, onOlder, onReachForOlder, keys, children }: PagerProps) {
  return (
    <nav aria-label={label} className="flex flex-wrap items-center justify-between gap-3">
      <div className="min-h-5 min-w-0 flex-1 text-grey-5 text-small tabular-nums">{children}</div>
      <div className="flex gap-2">
        <Step href={newerHref} onTurn={onNewer} keys={keys?.newer}>
          <ChevronLeft aria-hidden />
          Newer
        </Step>
        <Step href={olderHref} onTurn={onOlder} onReach={onReachForOlder} keys={keys?.older}>
          Older
          <ChevronRight aria-hidden />
        </Step>
      </div>
    </nav>
  );
}

type StepProps = { href?: Route; onTurn?: () => void; onReach?: () => void; keys?: string; children: ReactNode };

function Step({ href, onTurn, onReach, keys, children }: StepProps) {
  if (href) {
    return (
      <ButtonLink
        href={href}
        size="small"
        prefetch={false}
        aria-keyshortcuts={keys}
        onMouseEnter={onReach}
        onFocus={onReach}
        onNavigate={
          onTurn &&
          ((event) => {
            event.preventDefault();
            onTurn();
          })
        }
      >
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
